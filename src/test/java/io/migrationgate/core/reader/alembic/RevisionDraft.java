package io.migrationgate.core.reader.alembic;

import java.util.ArrayList;
import java.util.List;

/** A revision before it is written as Python: what the file is to say, right or wrong. */
final class RevisionDraft {

  String id;
  boolean withoutRevision;
  boolean withoutDownRevision;
  final List<String> parents = new ArrayList<>();
  final List<String> dependsOn = new ArrayList<>();
  final List<String> labels = new ArrayList<>();

  /** Taken as it is in place of a value: {@code 42}. */
  String literalRevision;

  /** Taken as it is in place of a value: {@code False}. */
  String literalDownRevision;

  /** Written behind everything else: text that is no Python. */
  String ending = "";

  RevisionDraft(String id) {
    this.id = id;
  }
}
