package io.migrationgate.core.injection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The security context of the gate's containers: what the restricted level asks for, and more. */
final class Hardening {

  private final GateUser user;
  private final PodTemplate pod;

  Hardening(GateUser user, PodTemplate pod) {
    this.user = user;
    this.pod = pod;
  }

  /** For a container of the gate's own image. */
  ManifestObject ofGate() throws InjectionException {
    Optional<Long> pods = userOf(pod.spec());
    return context(
        switch (user) {
          case GateUser.Unnamed unnamed -> Optional.empty();
          case GateUser.Fixed(long id) -> Optional.of(id);
          // A pod's own user is inherited; naming it again would only hide who decides.
          case GateUser.Fitting fitting ->
              pods.isPresent() ? Optional.empty() : Optional.of(InjectionSettings.USER);
        },
        Optional.empty());
  }

  /** For a container of the app's image: its files may be the app's user's alone. */
  ManifestObject ofApp(ManifestObject container) throws InjectionException {
    Optional<Long> own = userOf(container);
    Optional<Long> group = container.object("securityContext").number("runAsGroup");
    if (own.isPresent()) {
      return context(own, group);
    }
    boolean inherited = userOf(pod.spec()).isPresent();
    boolean unnamed = user instanceof GateUser.Unnamed;
    return context(
        inherited || unnamed ? Optional.empty() : Optional.of(InjectionSettings.USER), group);
  }

  /** Root is none: a container that must not run as root would not start. */
  private static Optional<Long> userOf(ManifestObject owner) throws InjectionException {
    return owner.object("securityContext").number("runAsUser").filter(id -> id != 0);
  }

  private static ManifestObject context(Optional<Long> user, Optional<Long> group) {
    ManifestObject context = ManifestObject.EMPTY.with("runAsNonRoot", (@Nullable Object) true);
    if (user.isPresent()) {
      context = context.with("runAsUser", user.get());
    }
    if (group.isPresent()) {
      context = context.with("runAsGroup", group.get());
    }
    return context
        .with("readOnlyRootFilesystem", (@Nullable Object) true)
        .with("allowPrivilegeEscalation", (@Nullable Object) false)
        .with(
            "capabilities",
            ManifestObject.EMPTY.with("drop", (@Nullable Object) List.of((Object) "ALL")))
        .with("seccompProfile", ManifestObject.EMPTY.with("type", "RuntimeDefault"));
  }
}
