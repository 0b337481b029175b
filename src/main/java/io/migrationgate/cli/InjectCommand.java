package io.migrationgate.cli;

import io.migrationgate.adapter.disk.DiskFiles;
import io.migrationgate.adapter.yaml.YamlException;
import io.migrationgate.adapter.yaml.YamlStream;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.injection.Injected;
import io.migrationgate.core.injection.Injection;
import io.migrationgate.core.injection.InjectionException;
import io.migrationgate.core.injection.InjectionSettings;
import io.migrationgate.core.injection.Removal;
import io.migrationgate.core.injection.WorkloadKind;
import io.migrationgate.core.injection.WorkloadNotices;
import io.migrationgate.gate.Durations;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate inject}: puts the gate into the pods of a manifest. */
final class InjectCommand implements Command {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String name() {
    return "inject";
  }

  @Override
  public String summary() {
    return "Put the gate into the pods of a Kubernetes manifest.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(summary() + " What is changed is said on the standard error.")
        .footer("", CommandLineInterface.EXIT_CODES);
    spec.addOption(
            OptionSpec.builder("-f", "--file")
                .paramLabel("FILE")
                .type(String.class)
                .required(true)
                .description("The manifest, in YAML or JSON; - for the standard input.")
                .build())
        .addOption(
            OptionSpec.builder("--in-place")
                .description("Change the file, instead of printing the changed manifest.")
                .build())
        .addOption(
            OptionSpec.builder("--remove")
                .description("Take the gate out again, whatever it was put in with.")
                .build())
        .addOption(
            OptionSpec.builder("--only")
                .arity("1")
                .paramLabel("KIND/NAME")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "Only this object, such as Deployment/api; may be repeated. Default: all that"
                        + " make pods.")
                .build());
    return InjectOptions.addTo(spec);
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    boolean remove = arguments.hasMatchedOption("--remove");
    String file = arguments.matchedOptionValue("--file", STANDARD_INPUT);
    boolean inPlace = arguments.hasMatchedOption("--in-place");
    if (inPlace && file.equals(STANDARD_INPUT)) {
      throw CommandFailure.usage("--in-place needs a file; the standard input has no place");
    }
    List<String> notes = remove ? List.of() : InjectOptions.notes(arguments);
    List<String> only = arguments.matchedOptionValue("--only", List.of());
    ManifestChange change =
        new ManifestChange(remove ? new Taking() : Placing.of(InjectOptions.of(arguments)), only);
    String shown = file.equals(STANDARD_INPUT) ? "the standard input" : file;
    String text = read(file, shown);
    String edited = edited(text, shown, change, new ManifestChange(new Taking(), only));
    if (!change.missed().isEmpty()) {
      throw CommandFailure.usage(
          shown + " holds no " + String.join(", no ", change.missed()) + " that makes pods");
    }
    if (change.workloads() == 0 && !remove) {
      throw CommandFailure.usage(shown + " holds nothing that makes pods");
    }
    if (change.done() == 0 && !remove) {
      throw CommandFailure.usage(
          shown + " holds nothing to put the gate into: " + String.join("; ", change.said()));
    }
    notes.forEach(note -> console.err().println(Plain.text("note: " + note)));
    change.said().forEach(line -> console.err().println(Plain.text(line)));
    if (!inPlace) {
      console.out().print(edited);
    } else if (!edited.equals(text)) {
      write(Path.of(file), edited);
    }
    return ExitCode.PASS;
  }

  /** Puts the gate in, and says what that changes. */
  private record Placing(Injection injection, Duration timeout) implements ManifestChange.Step {

    static Placing of(InjectionSettings settings) {
      String timeout = settings.timeout().orElse(InjectionSettings.JOB_TIMEOUT);
      return new Placing(new Injection(settings), Durations.parse(timeout).orElseThrow());
    }

    @Override
    public ManifestChange.Outcome of(
        WorkloadKind kind,
        Map<String, @Nullable Object> object,
        Map<String, @Nullable Object> template)
        throws InjectionException {
      Injected injected = injection.into(template);
      List<String> notes = new ArrayList<>(injected.notes());
      if (injected.gated()) {
        notes.addAll(WorkloadNotices.of(kind, object, timeout));
      }
      return new ManifestChange.Outcome(
          injected.template(), !injected.gated(), summary(injected, template), notes);
    }

    private static String summary(Injected injected, Map<String, @Nullable Object> before)
        throws InjectionException {
      if (!injected.gated()) {
        return "was left alone";
      }
      if (injected.template().equals(before)) {
        return "has the gate already";
      }
      return Removal.of(before).equals(before)
          ? "has the gate now"
          : "had the gate; it was renewed";
    }
  }

  /** Takes the gate out. */
  private record Taking() implements ManifestChange.Step {
    @Override
    public ManifestChange.Outcome of(
        WorkloadKind kind,
        Map<String, @Nullable Object> object,
        Map<String, @Nullable Object> template)
        throws InjectionException {
      Map<String, @Nullable Object> left = Removal.of(template);
      return new ManifestChange.Outcome(
          left, false, left.equals(template) ? "has no gate" : "has the gate no more", List.of());
    }
  }

  private static String edited(
      String text, String shown, ManifestChange change, ManifestChange clearing)
      throws CommandFailure {
    try {
      YamlStream stream = YamlStream.parse(text);
      List<@Nullable Object> cleared = new ArrayList<>();
      List<@Nullable Object> changed = new ArrayList<>();
      for (Object document : stream.values()) {
        Object now = change.of(document);
        changed.add(now);
        cleared.add(Objects.equals(now, document) ? document : clearing.of(document));
      }
      // What is renewed is written anew, so that it looks the same whatever was there before.
      return YamlStream.parse(stream.with(cleared)).with(changed);
    } catch (YamlException wrong) {
      throw CommandFailure.unreadable(shown + ": " + wrong.getMessage());
    }
  }

  private static String read(String file, String shown) throws CommandFailure {
    try (InputStream input =
        file.equals(STANDARD_INPUT)
            ? new FileInputStream(FileDescriptor.in)
            : Files.newInputStream(Path.of(file))) {
      byte[] bytes = input.readAllBytes();
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException garbled) {
      throw CommandFailure.unreadable(shown + " is not text in UTF-8");
    } catch (NoSuchFileException absent) {
      throw CommandFailure.unreadable(shown + " does not exist");
    } catch (IOException failure) {
      throw CommandFailure.unreadable(shown + " cannot be read: " + failure.getMessage());
    }
  }

  /** Beside the file first, and then in its place: it is never half written. */
  private static void write(Path file, String text) throws CommandFailure {
    DiskFiles files = new DiskFiles(Path.of(""));
    String path = file.toString();
    try {
      String staged = files.stage(path, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
      files.move(staged, path);
      files.settle(path);
    } catch (IOException failure) {
      throw CommandFailure.unreadable(file + " cannot be written: " + failure.getMessage());
    }
  }
}
