package io.migrationgate.cli.downgrade;

import io.migrationgate.cli.report.Plain;
import io.migrationgate.cli.report.Style;
import io.migrationgate.core.downgrade.DowngradeStep;
import io.migrationgate.core.downgrade.DowngradeSteps;
import io.migrationgate.core.downgrade.Mark;
import java.io.PrintWriter;

/** For people at a terminal. */
public final class TextStepsReport implements StepsReport {

  private final Style style;

  public TextStepsReport(boolean colour) {
    this.style = new Style(colour);
  }

  @Override
  public void write(DowngradeSteps way, PrintWriter out) {
    out.println(
        style.bold(Plain.text(way.chain().name()))
            + ": "
            + Plain.text(StepsWording.headline(way))
            + ": "
            + StepsWording.verdict(way));
    int number = 0;
    for (DowngradeStep step : way.steps()) {
      number++;
      out.println();
      out.println(
          "  %d. %s  %s"
              .formatted(number, style.bold(Plain.text(step.revision().id().value())), mark(step)));
      out.println("     " + Plain.text(StepsWording.what(step)));
      out.println("     at " + Plain.text(StepsWording.place(step)));
    }
    if (!way.steps().isEmpty()) {
      out.println();
      out.println("  all of them: " + Plain.text(StepsWording.command(way)));
    }
  }

  private String mark(DowngradeStep step) {
    return step.mark() == Mark.NO_DDL
        ? style.green(step.mark().words())
        : style.red(step.mark().words());
  }
}
