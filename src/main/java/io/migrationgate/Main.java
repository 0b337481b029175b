package io.migrationgate;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The only place that exits. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    // No mixinStandardHelpOptions: it reads annotations, by reflection and proxies, at each start.
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection((Runnable) () -> {})
            .name("migration-gate")
            .versionProvider(Main::version)
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build())
            .addOption(
                OptionSpec.builder("-V", "--version")
                    .versionHelp(true)
                    .description("Print the version and exit.")
                    .build());
    System.exit(new CommandLine(spec).execute(args));
  }

  private static String[] version() {
    return new String[] {"migration-gate " + Main.class.getPackage().getImplementationVersion()};
  }
}
