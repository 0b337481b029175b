package io.migrationgate.cli.explanation;

import io.fabric8.kubernetes.api.model.Condition;
import io.migrationgate.api.v1alpha1.Enforcement;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.api.v1alpha1.RollbackStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.cli.release.StandingReleases;
import io.migrationgate.cli.report.Paragraph;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.cli.report.Style;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.judgement.ConditionTypes;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.PodStage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells a story on a terminal: what is held and why first, then what to type, then the rest. */
public final class StoryText {

  private static final int MAX_PODS = 20;

  private final Story story;
  private final PrintWriter out;
  private final Style style;

  public StoryText(Story story, PrintWriter out, boolean colour) {
    this.story = story;
    this.out = out;
    this.style = new Style(colour);
  }

  public void write() {
    out.println(style.bold(Plain.text(story.title())) + ": " + summary());
    story.gate().ifPresent(this::writeConditions);
    writePods();
    Map<GateMessage, List<Story.PodInStory>> reasons = reasons();
    reasons.forEach(this::writeReason);
    writeReleases();
    writeRollbacks();
    writeNextSteps(!reasons.isEmpty());
  }

  private String summary() {
    if (story.pods().isEmpty()) {
      return "there are no pods";
    }
    int held = story.held().size();
    if (held > 0) {
      return style.red(
          held + " of " + pods(story.pods().size()) + (held == 1 ? " is" : " are") + " held");
    }
    long others =
        story.pods().stream().filter(pod -> !(pod.pod().stage() instanceof PodStage.LetGo)).count();
    return others == 0
        ? style.green("no pod is held")
        : style.yellow("no pod is held, but not all have passed");
  }

  private static String pods(int count) {
    return count == 1 ? "1 pod" : count + " pods";
  }

  private void writeConditions(MigrationGate gate) {
    if (!isLookedAfter()) {
      paragraph("The operator has not said anything of this gate: is it running?");
      return;
    }
    for (Condition condition : gate.getStatus().conditions()) {
      boolean told =
          switch (condition.getType()) {
            case ConditionTypes.OLD_PODS_KEPT -> !story.held().isEmpty();
            case ConditionTypes.WILL_FAIL_ON_RESTART, ConditionTypes.STALLED ->
                condition.getStatus().equals("True");
            case ConditionTypes.READY ->
                !condition.getStatus().equals("True") && story.held().isEmpty();
            default -> false;
          };
      if (told) {
        paragraph(
            condition.getType() + "=" + condition.getStatus() + ": " + condition.getMessage());
      }
    }
  }

  private void writePods() {
    if (story.pods().isEmpty()) {
      return;
    }
    heading("Pods");
    Map<Integer, List<Story.PodInStory>> byUrgency = new TreeMap<>();
    for (Story.PodInStory pod : story.pods()) {
      byUrgency.computeIfAbsent(urgency(pod.pod().stage()), key -> new ArrayList<>()).add(pod);
    }
    int shown = 0;
    for (List<Story.PodInStory> group : byUrgency.values()) {
      for (Story.PodInStory pod : group) {
        if (shown++ < MAX_PODS) {
          writePod(pod);
        }
      }
    }
    if (shown > MAX_PODS) {
      out.println("  and " + (shown - MAX_PODS) + " more");
    }
  }

  private void writePod(Story.PodInStory pod) {
    GatePod seen = pod.pod();
    String name = "pod/" + seen.name();
    String of = pod.owner().equals(name) ? "" : " of " + pod.owner();
    out.println(
        "  "
            + coloured(seen.stage(), word(seen.stage()))
            + "  "
            + Plain.text(name + of + (seen.leaving() ? ", on its way out" : "")));
    Paragraph.write("        ", Plain.text(sentence(seen)), out);
  }

  private static int urgency(PodStage stage) {
    return switch (stage) {
      case PodStage.Held s -> 0;
      case PodStage.GaveUp s -> 1;
      case PodStage.Stuck s -> 2;
      case PodStage.Ungated s -> 3;
      case PodStage.Judging s -> 4;
      case PodStage.LetGo s -> 5;
    };
  }

  /** All of one width. */
  private static String word(PodStage stage) {
    return switch (stage) {
      case PodStage.Held s -> "held   ";
      case PodStage.GaveUp s -> "gave up";
      case PodStage.Stuck s -> "stuck  ";
      case PodStage.Ungated s -> "ungated";
      case PodStage.Judging s -> "judging";
      case PodStage.LetGo s -> "passed ";
    };
  }

  private String coloured(PodStage stage, String word) {
    return switch (stage) {
      case PodStage.Held s -> style.red(word);
      case PodStage.GaveUp s -> style.red(word);
      case PodStage.Stuck s -> style.red(word);
      case PodStage.Ungated s -> style.yellow(word);
      case PodStage.Judging s -> style.yellow(word);
      case PodStage.LetGo s -> style.green(word);
    };
  }

  private String sentence(GatePod pod) {
    String images = String.join(", ", new TreeSet<>(pod.images().values()));
    return switch (pod.stage()) {
      case PodStage.Held(GateMessage verdict, var since) ->
          verdict.reason()
              + ", for "
              + Elapsed.words(Duration.between(since, story.now()))
              + " (since "
              + since
              + "); image "
              + images;
      case PodStage.GaveUp(GateMessage verdict, var at) ->
          verdict.reason() + "; waited for as long as it was told to, and failed at " + at;
      case PodStage.Stuck(String reason, String message) ->
          "the gate in it does not start: " + reason + (message.isEmpty() ? "" : ", " + message);
      case PodStage.Ungated(var failure) ->
          failure
              .map(
                  found ->
                      "has no gate in it, and its container "
                          + found.container()
                          + " has failed of "
                          + found.reason()
                          + ": "
                          + found.line())
              .orElse("has no gate in it: nobody has looked at its chains");
      case PodStage.Judging() -> "its gate has not come to a verdict yet; image " + images;
      case PodStage.LetGo(GateMessage verdict, String word, var at) ->
          (verdict.outcome() == Outcome.PASS && word.equals("Passed")
                  ? "passed"
                  : word
                      + " with the verdict "
                      + verdict.outcome().word()
                      + ", "
                      + verdict.reason())
              + " at "
              + at
              + "; image "
              + images;
    };
  }

  /** What keeps pods from starting, each with its pods. */
  private Map<GateMessage, List<Story.PodInStory>> reasons() {
    Map<GateMessage, List<Story.PodInStory>> reasons = new LinkedHashMap<>();
    for (Story.PodInStory pod : story.pods()) {
      Optional<GateMessage> said = pod.pod().stage().said();
      if (said.isPresent() && said.get().outcome() != Outcome.PASS) {
        reasons.computeIfAbsent(said.get(), key -> new ArrayList<>()).add(pod);
      }
    }
    return reasons;
  }

  private void writeReason(GateMessage verdict, List<Story.PodInStory> pods) {
    Set<String> images = new LinkedHashSet<>();
    pods.forEach(pod -> images.addAll(pod.pod().images().values()));
    heading(verdict.reason() + " in " + String.join(", ", images));
    for (ChainNote chain : verdict.chains()) {
      if (chain.outcome() != Outcome.PASS) {
        writeChain(chain);
      }
    }
    for (DatabaseNote database : verdict.databases()) {
      if (database.outcome() != Outcome.PASS) {
        labelled(
            "database of " + database.chain() + ": ", database.state() + ". " + database.message());
        labelled("fix: ", database.remedy());
      }
    }
    if (verdict.chains().isEmpty() && verdict.databases().isEmpty()) {
      paragraph("The gate has left no more than that word.");
    }
    if (verdict.leftOut() > 0) {
      paragraph(
          "There was no room in the pod's status for "
              + verdict.leftOut()
              + " more; all of it is in the log of migration-gate-check.");
    }
  }

  private void writeChain(ChainNote chain) {
    labelled(
        "chain " + chain.name() + ": ",
        chain.message().isEmpty() ? chain.reason() : chain.message());
    List<String> sketch = HeadsSketch.of(chain);
    if (!sketch.isEmpty()) {
      out.println();
      sketch.forEach(line -> out.println("        " + Plain.text(line)));
      out.println();
    }
    labelled("fix: ", chain.remedy());
  }

  private void writeReleases() {
    if (story.gate().isEmpty()) {
      return;
    }
    MigrationGate gate = story.gate().get();
    if (gate.getSpec().enforcement() == Enforcement.AUDIT) {
      heading("Audit");
      paragraph("The gate holds nobody: its enforcement is Audit.");
    }
    List<ReleaseSpec> active =
        new StandingReleases(gate.getSpec().releases(), story.now()).active();
    if (!active.isEmpty()) {
      heading("Released");
      for (ReleaseSpec release : active) {
        paragraph(
            "until "
                + release.until()
                + (release.image() == null ? "" : ", for the image " + release.image())
                + ": "
                + release.reason());
      }
      if (!story.held().isEmpty()) {
        paragraph("Pods that are still held have not been told: that is up to the operator.");
      }
    }
  }

  private void writeRollbacks() {
    boolean begun = false;
    List<WorkloadStatus> workloads =
        story.gate().isPresent() && story.gate().get().getStatus() != null
            ? story.gate().get().getStatus().workloads()
            : List.of();
    for (WorkloadStatus workload : workloads) {
      for (RollbackStatus rollback : workload.rollbacks()) {
        if (!begun) {
          heading("If it were rolled back");
          begun = true;
        }
        paragraph(
            workload.name()
                + " to "
                + rollback.revision()
                + " ("
                + rollback.image()
                + "): "
                + canStart(rollback.canStart())
                + ", "
                + Optional.ofNullable(rollback.message()).orElse(rollback.reason()));
      }
    }
  }

  private static String canStart(VerdictWord word) {
    return switch (word) {
      case PASS -> "can start";
      case BLOCKED -> "cannot start";
      case UNKNOWN -> "cannot be told";
    };
  }

  /** Whether an operator passes on to pods what the gate says. */
  private boolean isLookedAfter() {
    return story.gate().isPresent()
        && story.gate().get().getStatus() != null
        && !story.gate().get().getStatus().conditions().isEmpty();
  }

  private void writeNextSteps(boolean withReasons) {
    List<Story.PodInStory> held = story.held();
    boolean ungated =
        story.pods().stream().anyMatch(pod -> pod.pod().stage() instanceof PodStage.Ungated);
    if (held.isEmpty() && !ungated) {
      return;
    }
    heading("What to type");
    String in = " -n " + story.namespace();
    if (!held.isEmpty()) {
      String first = held.getFirst().pod().name();
      if (withReasons) {
        step(
            "all that the gate has to say",
            "kubectl logs " + first + in + " -c migration-gate-check");
      }
      step(
          "to let them go all the same",
          isLookedAfter()
              ? "migration-gate release " + story.gateName() + in + " --for 2h --reason 'why'"
              : "kubectl annotate pod " + first + in + " migrationgate.io/release='why'");
    }
    if (ungated) {
      Story.PodInStory first =
          story.pods().stream()
              .filter(pod -> pod.pod().stage() instanceof PodStage.Ungated)
              .findFirst()
              .orElseThrow();
      step(
          "to have ungated pods made anew, with a gate",
          first.owner().startsWith("deployment/")
                  || first.owner().startsWith("statefulset/")
                  || first.owner().startsWith("daemonset/")
              ? "kubectl rollout restart " + first.owner() + in
              : "kubectl delete pod " + first.pod().name() + in);
    }
  }

  private void step(String what, String command) {
    out.println("  " + what + ":");
    out.println("    " + style.bold(Plain.text(command)));
  }

  private void heading(String text) {
    out.println();
    out.println(style.bold(Plain.text(text)));
  }

  private void labelled(String label, String text) {
    if (!text.isEmpty()) {
      Paragraph.write(Plain.text(label), Plain.text(text), out);
    }
  }

  private void paragraph(String text) {
    Paragraph.write("", Plain.text(text), out);
  }
}
