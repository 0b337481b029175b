package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules by which a container that fails takes the whole pod through the gate again. */
final class RestartRules {

  private static final String POLICY = "restartPolicy";
  private static final String RULES = "restartPolicyRules";

  private static final ManifestObject RULE =
      ManifestObject.EMPTY
          .with("action", "RestartAllContainers")
          .with(
              "exitCodes",
              ManifestObject.EMPTY
                  .with("operator", "NotIn")
                  .with("values", (Object) List.of((Object) 0L)));

  private RestartRules() {}

  /** The containers with the rule on those of these names. */
  static List<ManifestObject> add(
      List<ManifestObject> containers, Set<String> names, String policy, Set<String> withoutPolicy)
      throws InjectionException {
    List<ManifestObject> changed = new ArrayList<>(containers.size());
    for (ManifestObject container : containers) {
      String name = container.text("name").orElse("");
      changed.add(names.contains(name) ? ruled(container, name, policy, withoutPolicy) : container);
    }
    return changed;
  }

  private static ManifestObject ruled(
      ManifestObject container, String name, String policy, Set<String> withoutPolicy)
      throws InjectionException {
    ManifestObject ruled = container;
    if (!container.has(POLICY)) {
      // The API server takes rules only beside a policy.
      ruled = ruled.with(POLICY, policy);
      withoutPolicy.add(name);
    }
    List<ManifestObject> rules = new ArrayList<>(container.objects(RULES));
    rules.add(RULE);
    return ruled.with(RULES, rules);
  }

  static List<ManifestObject> remove(List<ManifestObject> containers, Set<String> withoutPolicy)
      throws InjectionException {
    List<ManifestObject> changed = new ArrayList<>(containers.size());
    for (ManifestObject container : containers) {
      ManifestObject left = container;
      List<ManifestObject> rules = new ArrayList<>(container.objects(RULES));
      if (rules.removeIf(RestartRules::isOurs)) {
        left = rules.isEmpty() ? left.without(RULES) : left.with(RULES, rules);
        if (withoutPolicy.contains(container.text("name").orElse(""))) {
          left = left.without(POLICY);
        }
      }
      changed.add(left);
    }
    return changed;
  }

  /** By its parts: what has read the manifest may hold small numbers in another type. */
  private static boolean isOurs(ManifestObject rule) {
    return rule.text("action").equals(RULE.text("action"))
        && rule.value("exitCodes") instanceof Map<?, ?> codes
        && "NotIn".equals(codes.get("operator"))
        && codes.get("values") instanceof List<?> values
        && values.size() == 1
        && values.getFirst() instanceof Number number
        && number.longValue() == 0;
  }
}
