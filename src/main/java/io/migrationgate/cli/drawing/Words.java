package io.migrationgate.cli.drawing;

import io.migrationgate.core.graph.Revision;
import java.util.ArrayList;
import java.util.List;

/** What stands beside a node. */
final class Words {

  private Words() {}

  static String of(Outline.Node node) {
    return switch (node) {
      case Outline.Drawn drawn -> ofRevision(drawn);
      case Outline.Stretch stretch -> stretch.count() + " revisions";
      case Outline.Missing missing ->
          (missing.reference().isEmpty() ? "''" : missing.reference()) + " (missing)";
    };
  }

  private static String ofRevision(Outline.Drawn drawn) {
    Revision revision = drawn.revision();
    List<String> notes = new ArrayList<>();
    drawn.marks().forEach(mark -> notes.add(mark.words()));
    revision.branchLabels().forEach(label -> notes.add("label " + label));
    if (!revision.dependsOn().isEmpty()) {
      notes.add("depends on " + String.join(", ", revision.dependsOn()));
    }
    String id = revision.id().value().isEmpty() ? "''" : revision.id().value();
    return id + (notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")");
  }
}
