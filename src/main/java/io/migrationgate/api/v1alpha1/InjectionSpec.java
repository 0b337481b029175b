package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the gate is put into pods.
 *
 * @param after init containers that come before the gate's
 * @param workdir where relative paths start in the images
 * @param copies what else Copy mode copies
 * @param copyLimit how much is copied out of one image, such as {@code 64Mi}
 * @param recheckOnCrash whether a crashing app goes through the gate again, where the cluster can
 *     do that
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InjectionSpec(
    FileMode mode,
    List<String> after,
    @Nullable String workdir,
    List<CopySpec> copies,
    @Nullable String copyLimit,
    ResourcesSpec resources,
    UserSpec user,
    Switch recheckOnCrash) {

  /** As the cluster and the pod suggest. */
  public static final InjectionSpec USUAL =
      new InjectionSpec(
          FileMode.AUTO,
          List.of(),
          null,
          List.of(),
          null,
          ResourcesSpec.AUTO,
          UserSpec.AUTO,
          Switch.DISABLED);

  public InjectionSpec {
    mode = mode == null ? FileMode.AUTO : mode;
    after = after == null ? List.of() : List.copyOf(after);
    copies = copies == null ? List.of() : List.copyOf(copies);
    resources = resources == null ? ResourcesSpec.AUTO : resources;
    user = user == null ? UserSpec.AUTO : user;
    recheckOnCrash = recheckOnCrash == null ? Switch.DISABLED : recheckOnCrash;
  }
}
