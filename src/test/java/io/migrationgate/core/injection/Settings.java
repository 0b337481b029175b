package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for tests, one difference at a time. */
record Settings(InjectionSettings value) {

  static Settings usual() {
    return new Settings(
        new InjectionSettings(
            Optional.empty(),
            new GateImage("gate:1", Optional.empty()),
            FileSource.COPY,
            List.of(chain("/app/alembic.ini")),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Enforcement.ENFORCE,
            WhenUnknown.HOLD,
            Optional.empty(),
            WhenTimedOut.FAIL,
            List.of(),
            new GateResources.Fitting(),
            new GateUser.Fitting(),
            false,
            List.of(),
            InjectionSettings.COPY_LIMIT));
  }

  static InjectedChain chain(String path) {
    return new InjectedChain(Optional.empty(), Optional.empty(), path, Map.of());
  }

  static InjectedChain chainIn(String container, String path) {
    return new InjectedChain(Optional.of(container), Optional.of(container), path, Map.of());
  }

  static InjectedDatabase variable(String name) {
    return new InjectedDatabase(
        Optional.empty(), new InjectedDatabase.Address.Variable(name), Map.of());
  }

  Settings gate(String name) {
    return with(Optional.of(name), value.source(), value.chains(), value.databases());
  }

  Settings mounted() {
    return with(value.gate(), FileSource.IMAGE_VOLUME, value.chains(), value.databases());
  }

  Settings chains(InjectedChain... chains) {
    return with(value.gate(), value.source(), List.of(chains), value.databases());
  }

  Settings database(InjectedDatabase database) {
    List<InjectedDatabase> all = new ArrayList<>(value.databases());
    all.add(database);
    return with(value.gate(), value.source(), value.chains(), all);
  }

  Settings after(String... names) {
    return with(
        List.of(names), value.resources(), value.user(), value.recheckOnCrash(), value.timeout());
  }

  Settings resources(GateResources resources) {
    return with(value.after(), resources, value.user(), value.recheckOnCrash(), value.timeout());
  }

  Settings user(GateUser user) {
    return with(value.after(), value.resources(), user, value.recheckOnCrash(), value.timeout());
  }

  Settings recheckOnCrash() {
    return with(value.after(), value.resources(), value.user(), true, value.timeout());
  }

  Settings timeout(String timeout) {
    return with(
        value.after(),
        value.resources(),
        value.user(),
        value.recheckOnCrash(),
        Optional.of(timeout));
  }

  private Settings with(
      Optional<String> gate,
      FileSource source,
      List<InjectedChain> chains,
      List<InjectedDatabase> databases) {
    return new Settings(
        new InjectionSettings(
            gate,
            value.image(),
            source,
            chains,
            value.workdir(),
            value.policyFlags(),
            databases,
            value.requiredRows(),
            value.enforcement(),
            value.unknown(),
            value.timeout(),
            value.timedOut(),
            value.after(),
            value.resources(),
            value.user(),
            value.recheckOnCrash(),
            value.copies(),
            value.copyLimit()));
  }

  private Settings with(
      List<String> after,
      GateResources resources,
      GateUser user,
      boolean recheckOnCrash,
      Optional<String> timeout) {
    return new Settings(
        new InjectionSettings(
            value.gate(),
            value.image(),
            value.source(),
            value.chains(),
            value.workdir(),
            value.policyFlags(),
            value.databases(),
            value.requiredRows(),
            value.enforcement(),
            value.unknown(),
            timeout,
            value.timedOut(),
            after,
            resources,
            user,
            recheckOnCrash,
            value.copies(),
            value.copyLimit()));
  }
}
