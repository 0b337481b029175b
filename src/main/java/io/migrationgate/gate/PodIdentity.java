package io.migrationgate.gate;

import java.util.Optional;

/** The pod that the gate stands in, as far as it knows. */
public record PodIdentity(Optional<String> name, Optional<String> namespace) {

  /** What a person types to let the pod go. */
  String releaseCommand() {
    return "kubectl annotate pod "
        + name.orElse("NAME")
        + namespace.map(space -> " -n " + space).orElse("")
        + " "
        + Release.ANNOTATION
        + "=\"why\"";
  }
}
