package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.MigrationReader;
import io.migrationgate.core.reader.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds sqitch's chains: by sqitch.conf, or by a sqitch.plan alone. */
public final class SqitchReader implements MigrationReader {

  static final String CONFIGURATION = "sqitch.conf";
  static final String PLAN = "sqitch.plan";

  private static final int MAX_CONFIGURATION = 4 << 20;

  @Override
  public List<ChainSource> configuredIn(FileTree tree, Folder folder, String top) {
    return folder.hasFile(CONFIGURATION)
        ? ofConfiguration(tree, child(folder.path(), CONFIGURATION))
        : List.of();
  }

  @Override
  public List<ChainSource> laidOutIn(FileTree tree, Folder folder, String top) {
    return folder.hasFile(PLAN) ? List.of(ofPlan(tree, child(folder.path(), PLAN))) : List.of();
  }

  /** A plan is a file, which {@link #configuredBy} knows. */
  @Override
  public List<ChainSource> filesIn(FileTree tree, Folder folder) {
    return List.of();
  }

  @Override
  public List<ChainSource> configuredBy(FileTree tree, String file) {
    String path = tree.absolute(file);
    if (path.endsWith("/" + CONFIGURATION)) {
      return ofConfiguration(tree, path);
    }
    if (!path.endsWith(".plan")) {
      return List.of();
    }
    String real = tree.realPath(path);
    String configuration = child(parent(path), CONFIGURATION);
    if (tree.isFile(configuration)) {
      for (ChainSource source : ofConfiguration(tree, configuration)) {
        if (source.locations().contains(real)) {
          return List.of(source);
        }
      }
    }
    return List.of(ofPlan(tree, path));
  }

  private static ChainSource ofPlan(FileTree tree, String plan) {
    return new SqitchSource(
        nameOf(tree, parent(plan)), tree, plan, List.of(Layout.around(parent(plan), plan)));
  }

  private static List<ChainSource> ofConfiguration(FileTree tree, String path) {
    String folder = parent(path);
    Targets targets;
    try {
      String text = new String(tree.read(path, MAX_CONFIGURATION), StandardCharsets.UTF_8);
      targets = new Targets(ConfigurationFile.parse(text), folder);
    } catch (ConfigurationFile.SyntaxException wrong) {
      return List.of(broken(tree, path, wrong.line(), wrong.reason()));
    } catch (UnreadableException unreadable) {
      return List.of(broken(tree, path, 0, unreadable.reason()));
    }
    Map<String, List<Layout>> byPlan = new LinkedHashMap<>();
    List<ChainSource> found = new ArrayList<>();
    for (Layout layout : targets.layouts()) {
      if (tree.isFile(layout.plan())) {
        byPlan.computeIfAbsent(tree.realPath(layout.plan()), plan -> new ArrayList<>()).add(layout);
      }
    }
    // A configuration of a person's, or of an image, has targets and no project.
    Layout usual = targets.defaultLayout();
    if (!tree.isFile(usual.plan()) && (targets.haveDefault() || targets.planLine() > 0)) {
      found.add(
          broken(
              tree,
              path,
              targets.planLine(),
              "leads to the plan " + tree.display(usual.plan()) + ", which is no file here"));
    }
    for (List<Layout> layouts : byPlan.values()) {
      String plan = tree.absolute(layouts.getFirst().plan());
      found.add(new SqitchSource(nameOf(tree, parent(plan)), tree, plan, layouts));
    }
    return found;
  }

  private static ChainSource broken(FileTree tree, String path, int line, String reason) {
    return new BrokenConfiguration(
        nameOf(tree, parent(path)),
        new SourceLocation(tree.display(path), line),
        reason,
        !tree.isMounted());
  }

  private static String child(String folder, String name) {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The place as a person would write it; what lies right here is named after the folder. */
  private static String nameOf(FileTree tree, String folder) {
    String shown = tree.display(folder);
    String place =
        shown.equals(".") || shown.equals("/")
            ? folder.substring(folder.lastIndexOf('/') + 1)
            : shown;
    String name = place.startsWith("/") && tree.isMounted() ? place.substring(1) : place;
    return name.isEmpty() ? "sqitch" : name;
  }
}
