package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.reader.Registration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The ids that sqitch gives to the changes of a plan: the SHA-1 of all that a line says, of the id
 * of the change above, and of the project.
 */
final class PlanRegistration implements Registration {

  private final String project;
  private final String uri;
  private final List<PlannedChange> changes;

  /**
   * The registration of a plan.
   *
   * @param uri of the project; empty without one
   */
  PlanRegistration(String project, String uri, List<PlannedChange> changes) {
    this.project = project;
    this.uri = uri;
    this.changes = List.copyOf(changes);
  }

  @Override
  public String project() {
    return project;
  }

  @Override
  public List<String> ids() {
    if (!isCanonical(uri)) {
      return List.of();
    }
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException barred) {
      return List.of();
    }
    List<String> ids = new ArrayList<>(changes.size());
    for (PlannedChange change : changes) {
      byte[] content =
          describe(change, ids.isEmpty() ? "" : ids.getLast()).getBytes(StandardCharsets.UTF_8);
      sha1.update(("change " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
      ids.add(HexFormat.of().formatHex(sha1.digest(content)));
    }
    return ids;
  }

  private String describe(PlannedChange change, String parent) {
    StringBuilder text = new StringBuilder("project ").append(project);
    if (!uri.isEmpty()) {
      text.append("\nuri ").append(uri);
    }
    text.append("\nchange ").append(change.name());
    if (!parent.isEmpty()) {
      text.append("\nparent ").append(parent);
    }
    Signature signature = Signature.of(change.declaration());
    text.append("\nplanner ").append(signature.planner());
    text.append("\ndate ").append(signature.timestamp());
    appendDependencies(text, "\nrequires", "\n  + ", change, false);
    appendDependencies(text, "\nconflicts", "\n  - ", change, true);
    if (!signature.note().isEmpty() && !signature.note().equals("0")) {
      text.append("\n\n").append(signature.note());
    }
    return text.toString();
  }

  private void appendDependencies(
      StringBuilder text, String title, String bullet, PlannedChange change, boolean conflicts) {
    boolean first = true;
    for (Dependency dependency : change.dependencies()) {
      if (dependency.conflict() != conflicts) {
        continue;
      }
      text.append(first ? title : "").append(bullet);
      if (!dependency.project().isEmpty() && !dependency.project().equals(project)) {
        text.append(dependency.project()).append(':');
      }
      text.append(dependency.reference());
      first = false;
    }
  }

  /**
   * Whether sqitch takes the address as it stands; others it rewrites by rules that are not worth
   * repeating here.
   */
  private static boolean isCanonical(String uri) {
    int scheme = uri.indexOf("://");
    if (uri.isEmpty()) {
      return true;
    }
    if (scheme <= 0 || uri.indexOf('/', scheme + 3) < 0) {
      return false;
    }
    int path = uri.indexOf('/', scheme + 3);
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || "-._".indexOf(c) >= 0
              || i >= path && (c >= 'A' && c <= 'Z' || c == '/' || c == '~')
              || i >= scheme && i < scheme + 3;
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
