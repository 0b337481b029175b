package io.migrationgate.core.injection;

import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.core.message.MessageWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The command lines of the gate's two containers. */
final class GateFlags {

  /** What the kubelet shares among all containers of a pod for their last words. */
  private static final int ALL_MESSAGES = 12_288;

  /** Room for containers that others will add after the gate. */
  private static final int MORE_CONTAINERS = 4;

  private final InjectionSettings settings;
  private final ChainPlaces places;
  private final boolean endsByItself;
  private final int containers;

  /**
   * Flags for a pod.
   *
   * @param containers all of the pod's, those of the gate included
   */
  GateFlags(InjectionSettings settings, ChainPlaces places, boolean endsByItself, int containers) {
    this.settings = settings;
    this.places = places;
    this.endsByItself = endsByItself;
    this.containers = containers;
  }

  List<Object> check() throws InjectionException {
    List<Object> flags = new ArrayList<>(List.of("gate", "check"));
    readingFlags(flags);
    comparisonFlags(flags);
    messageFlags(flags);
    return flags;
  }

  List<Object> hold() throws InjectionException {
    List<Object> flags = new ArrayList<>(List.of("gate", "hold"));
    readingFlags(flags);
    messageFlags(flags);
    flags.add("--annotations-file=" + GateNames.POD_FOLDER + "/annotations");
    flags.add("--enforcement=" + word(settings.enforcement()));
    flags.add("--unknown=" + word(settings.unknown()));
    if (settings.timeout().isPresent() || endsByItself) {
      flags.add("--timeout=" + settings.timeout().orElse(InjectionSettings.JOB_TIMEOUT));
      flags.add("--on-timeout=" + word(settings.timedOut()));
    }
    return flags;
  }

  private void readingFlags(List<Object> flags) throws InjectionException {
    for (int i = 0; i < settings.chains().size(); i++) {
      InjectedChain chain = settings.chains().get(i);
      Map<String, String> parts = new LinkedHashMap<>();
      chain.name().ifPresent(name -> parts.put("name", name));
      parts.put("root", places.root(ChainPlaces.nameOf(places.holder(i))));
      parts.put("path", chain.path());
      parts.putAll(chain.options());
      flags.add("--chain=" + joined(parts));
    }
    if (settings.workdir().isPresent()) {
      flags.add("--workdir=" + VariableReferences.escaped(settings.workdir().get()));
    }
    for (String flag : settings.policyFlags()) {
      flags.add(VariableReferences.escaped(flag));
    }
    for (InjectedDatabase database : settings.databases()) {
      Map<String, String> parts = new LinkedHashMap<>();
      database.chain().ifPresent(chain -> parts.put("chain", chain));
      switch (database.address()) {
        case InjectedDatabase.Address.Variable(String name) -> parts.put("url-env", name);
        case InjectedDatabase.Address.MountedFile(String path) -> parts.put("url-file", path);
      }
      parts.putAll(database.options());
      flags.add("--database=" + joined(parts));
    }
    for (String row : settings.requiredRows()) {
      flags.add("--require-row=" + VariableReferences.escaped(row));
    }
  }

  private void comparisonFlags(List<Object> flags) {
    for (int i = 0; i < settings.chains().size(); i++) {
      for (StartedChain started : comparedWith(i)) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("chain", started.chain());
        parts.put("image", started.image());
        parts.put("revisions", Integer.toString(started.revisions()));
        StringBuilder heads = new StringBuilder();
        for (RevisionId head : started.heads()) {
          heads.append(heads.isEmpty() ? "" : " ").append(head.value());
        }
        parts.put("heads", heads.toString());
        started.sums().ifPresent(sums -> parts.put("sums", sums.text()));
        flags.add("--compare-with=" + joined(parts));
      }
    }
  }

  /**
   * Whoever has started goes on starting: an image that is known is compared with what is known of
   * itself, which differs only where its name has got another meaning.
   */
  private List<StartedChain> comparedWith(int chain) {
    List<StartedChain> all = settings.chains().get(chain).started();
    Optional<String> image = places.holder(chain).text("image");
    List<StartedChain> own = new ArrayList<>();
    for (StartedChain started : all) {
      if (image.isPresent() && image.get().equals(started.image())) {
        own.add(started);
      }
    }
    return own.isEmpty() ? all : own;
  }

  private void messageFlags(List<Object> flags) {
    flags.add("--verdict-file=" + GateNames.VERDICT);
    flags.add("--termination-message=" + GateNames.TERMINATION_MESSAGE);
    flags.add(
        "--message-budget="
            + Math.min(MessageWriter.MOST, ALL_MESSAGES / (containers + MORE_CONTAINERS)));
  }

  private static String joined(Map<String, String> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(
        (key, value) ->
            text.append(text.isEmpty() ? "" : ",")
                .append(key)
                .append('=')
                .append(value.replace(",", "\\,")));
    return VariableReferences.escaped(text.toString());
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
