package io.migrationgate.cli.downgrade;

import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.downgrade.DowngradeStep;
import io.migrationgate.core.downgrade.DowngradeSteps;
import java.io.PrintWriter;

/** For the ticket of an incident. */
public final class MarkdownStepsReport implements StepsReport {

  @Override
  public void write(DowngradeSteps way, PrintWriter out) {
    out.println("### " + cell(way.chain().name()) + ": " + cell(StepsWording.headline(way)));
    out.println();
    out.println(StepsWording.verdict(way) + ".");
    if (way.steps().isEmpty()) {
      return;
    }
    out.println();
    out.println("| | revision | | what it does | where |");
    out.println("|---|---|---|---|---|");
    int number = 0;
    for (DowngradeStep step : way.steps()) {
      number++;
      out.println(
          "| %d | %s | %s | %s | %s |"
              .formatted(
                  number,
                  cell(step.revision().id().value()),
                  step.mark().words(),
                  cell(StepsWording.what(step)),
                  cell(StepsWording.place(step))));
    }
    out.println();
    out.println("All of them: `" + Plain.text(StepsWording.command(way)).replace('`', '\'') + "`");
  }

  private static String cell(String text) {
    return Plain.text(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
  }
}
