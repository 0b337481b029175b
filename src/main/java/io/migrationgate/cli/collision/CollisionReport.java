package io.migrationgate.cli.collision;

import java.io.PrintWriter;

/** A way to write down how branches collide. */
public interface CollisionReport {

  void write(CollisionSurvey survey, PrintWriter out);
}
