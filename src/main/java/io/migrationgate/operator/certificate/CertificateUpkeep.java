package io.migrationgate.operator.certificate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.migrationgate.operator.OperatorSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Looks after the webhook's certificate, on every replica alike, for as long as it runs. */
@ApplicationScoped
class CertificateUpkeep {

  private static final Logger LOG = Logger.getLogger(CertificateUpkeep.class);

  private static final Duration FILES = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final OperatorSettings settings;
  private final KubernetesClient client;
  private final CurrentCertificate current;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-certificate").factory());
  private final List<SharedIndexInformer<?>> watches = new ArrayList<>();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private String said = "";

  CertificateUpkeep(
      OperatorSettings settings, KubernetesClient client, CurrentCertificate current, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.current = current;
    this.clock = clock;
  }

  void begin(@Observes StartupEvent start) {
    if (!settings.webhook().enabled()) {
      return;
    }
    switch (settings.webhook().certificate().source()) {
      case GENERATED -> generate();
      case FILES -> {
        CertificateFiles files =
            new CertificateFiles(settings.webhook().certificate().folder(), clock, current);
        Future<?> unused =
            thread.scheduleWithFixedDelay(
                () -> safely(files::look), 0, FILES.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  void end(@Observes ShutdownEvent stop) {
    watches.forEach(SharedIndexInformer::stop);
    thread.shutdownNow();
  }

  private void generate() {
    Duration lifetime = settings.webhook().certificate().lifetime();
    Rotation rotation = new Rotation(hosts(), lifetime);
    CertificateSecret secret =
        new CertificateSecret(
            client, settings.ownNamespace(), settings.webhook().certificate().secret());
    GeneratedCertificate generated =
        new GeneratedCertificate(
            secret,
            new TrustInCluster(client, settings.webhook().configuration()),
            rotation,
            current,
            clock);
    Duration often = rotation.overlap().dividedBy(2);
    long period = Math.min(often.toMillis(), LONGEST.toMillis());
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            () -> safely(generated::look), 0, period, TimeUnit.MILLISECONDS);
    watch(secret.resource(), generated);
    watch(
        client
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName(settings.webhook().configuration()),
        generated);
  }

  /** The service's names, unless others are given. */
  private SortedSet<String> hosts() {
    NavigableSet<String> hosts = new TreeSet<>();
    settings
        .webhook()
        .hostNames()
        .ifPresentOrElse(
            hosts::addAll,
            () -> {
              String service =
                  settings.webhook().service() + "." + settings.ownNamespace() + ".svc";
              hosts.add(service);
              hosts.add(service + ".cluster.local");
            });
    NavigableSet<String> lower = new TreeSet<>();
    hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private <T extends HasMetadata> void watch(Resource<T> resource, GeneratedCertificate generated) {
    SharedIndexInformer<T> informer = resource.runnableInformer(0);
    informer.addEventHandler(new AnyChange<T>(() -> soon(generated)));
    // What cannot be watched is looked at all the same, only later.
    informer.exceptionHandler((started, failure) -> true);
    watches.add(informer);
    informer
        .start()
        .whenComplete(
            (started, failure) -> {
              if (failure != null) {
                LOG.debugf(failure, "no watch of %s", resource);
              }
            });
  }

  /** Once for however many changes there are by then. */
  private void soon(GeneratedCertificate generated) {
    if (waiting.compareAndSet(false, true)) {
      try {
        thread.execute(
            () -> {
              waiting.set(false);
              safely(generated::look);
            });
      } catch (RejectedExecutionException ending) {
        LOG.debug("the operator ends; the certificate stays as it is");
      }
    }
  }

  private void safely(Runnable look) {
    try {
      look.run();
      said = "";
    } catch (RuntimeException failure) {
      String message = failure.getMessage();
      String sentence = message == null ? String.valueOf(failure.getCause()) : message;
      if (!sentence.equals(said)) {
        said = sentence;
        LOG.warn("the webhook's certificate could not be looked after", failure);
      }
    }
  }

  /** Whatever it was, there is something to look at. */
  private record AnyChange<T>(Runnable then) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      then.run();
    }

    @Override
    public void onUpdate(T before, T after) {
      then.run();
    }

    @Override
    public void onDelete(T deleted, boolean unknown) {
      then.run();
    }
  }
}
