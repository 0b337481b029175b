package io.migrationgate.cli.collision;

import io.migrationgate.adapter.forge.ForgeConnection;
import io.migrationgate.adapter.forge.ForgeOptions;
import io.migrationgate.adapter.forge.RunningPullRequest;
import io.migrationgate.core.collision.BranchChange;
import io.migrationgate.core.collision.BranchesLeftBehind;
import io.migrationgate.core.collision.ChainCollisions;
import io.migrationgate.core.collision.CollisionCheck;
import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.core.collision.Precedence;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.port.CommitId;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.Forge;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.Landing;
import io.migrationgate.port.OpenPullRequest;
import io.migrationgate.port.Repository;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The chains of a clone: as the base has them, and as its open branches would change them. */
public final class BranchComparison {

  private static final OpenBranch THIS_BRANCH = OpenBranch.local("this branch");

  /** Where a comment on this branch can be put. */
  public record Discussion(Forge forge, int pullRequest) {}

  private final Repository repository;
  private final List<ChainFolders> chains = new ArrayList<>();
  private final List<String> folders;
  private final String baseName;
  private final CommitId base;
  private final CommitId head;
  private final BranchReader reader;
  private final List<FileVersion> baseFiles;
  private OpenBranch current = THIS_BRANCH;
  private Optional<Discussion> discussion = Optional.empty();
  private OpenBranches others = new OpenBranches(List.of(), List.of());

  /**
   * For what is checked out.
   *
   * @param chains as they were found in the work tree
   */
  public BranchComparison(
      Repository repository, List<ChainSource> chains, String baseName, CommitId base)
      throws RepositoryException {
    this.repository = repository;
    Set<String> distinct = new LinkedHashSet<>();
    for (ChainSource source : chains) {
      ChainFolders chain = new ChainFolders(source, repository.workTree());
      this.chains.add(chain);
      distinct.addAll(chain.folders());
    }
    this.folders = List.copyOf(distinct);
    this.baseName = baseName;
    this.base = base;
    this.head =
        repository
            .find("HEAD")
            .orElseThrow(
                () -> new RepositoryException("this clone has no commit yet; make one first"));
    this.reader = new BranchReader(repository, base, baseName, folders);
    this.baseFiles = reader.base();
  }

  /** What a forge calls the branch that is {@code origin/main} or {@code refs/heads/main} here. */
  public static String branchName(String reference) {
    String name = reference;
    for (String prefix : List.of("refs/remotes/", "refs/heads/", "origin/")) {
      if (name.startsWith(prefix)) {
        name = name.substring(prefix.length());
      }
    }
    return name;
  }

  /** Compares with branches of the clone. */
  public void withBranches(List<String> names) throws RepositoryException {
    others = reader.named(names, head);
  }

  /** Compares with every open pull request of the forge. */
  public void withPullRequests(ForgeOptions options, Map<String, String> environment)
      throws RepositoryException, ForgeException {
    Forge forge = ForgeConnection.open(options, environment, repository.addressOf("origin"));
    Optional<Integer> running = RunningPullRequest.number(environment);
    List<OpenPullRequest> rest = new ArrayList<>();
    for (OpenPullRequest pullRequest : forge.openPullRequests(branchNameOfBase())) {
      if (isThis(pullRequest, running)) {
        current = PullRequestReader.branch(pullRequest);
        discussion = Optional.of(new Discussion(forge, pullRequest.number()));
      } else {
        rest.add(pullRequest);
      }
    }
    others =
        new PullRequestReader(
                forge, folders, baseFiles, new FormerFolders(repository, base, folders, baseFiles))
            .read(rest);
  }

  /** {@code origin/HEAD} stands for a branch that the forge knows by its own name alone. */
  private String branchNameOfBase() throws RepositoryException {
    return branchName(repository.fullName(baseName).orElse(baseName));
  }

  private boolean isThis(OpenPullRequest pullRequest, Optional<Integer> running) {
    return running
        .map(number -> number == pullRequest.number())
        .orElse(pullRequest.headCommit().equals(head.hash()));
  }

  public Optional<Discussion> discussion() {
    return discussion;
  }

  /**
   * Finds the collisions of every chain.
   *
   * @param all whether every branch is asked about, and not this one alone
   */
  public CollisionSurvey survey(Policy policy, boolean all)
      throws RepositoryException, IOException {
    List<BranchFiles> branches = branches();
    CollisionCheck check = new CollisionCheck(policy);
    Optional<OpenBranch> asked = all ? Optional.empty() : Optional.of(current);
    List<CollisionSurvey.Part> parts = new ArrayList<>();
    for (ChainFolders chain : chains) {
      MigrationChain onBase = onBase(chain, branches);
      ChainCollisions found =
          check.check(onBase, baseName, changes(chain, onBase, branches), asked);
      parts.add(
          CollisionSurvey.Part.of(found, onBase.tool(), precedence(found), chains.size() == 1));
    }
    return new CollisionSurvey(
        baseName, asked, others.read().size() + (all ? ownCount() : 0), parts, others.unread());
  }

  /** Where nothing was committed on top of the base, this is no branch beside the others. */
  private int ownCount() throws RepositoryException {
    return reader.isAhead(head) ? 1 : 0;
  }

  /** The chain as it is merged already, and why that may not be all of it. */
  private MigrationChain onBase(ChainFolders chain, List<BranchFiles> branches)
      throws RepositoryException, IOException {
    MigrationChain onBase = chain.read(baseFiles);
    List<GraphProblem> obstacles = new ArrayList<>();
    for (UnclearFile file : reader.movedAway(head)) {
      // The first file tells where they all have gone.
      if (chain.holds(file.path()) && obstacles.isEmpty()) {
        obstacles.add(undecided(file.path(), file.reason()));
      }
    }
    if (onBase.graph().size() == 0) {
      for (BranchFiles files : branches) {
        if (files.branch().equals(current)) {
          files.differences().forEach(file -> movedHere(file, chain, obstacles));
        }
      }
    }
    if (obstacles.isEmpty()) {
      return onBase;
    }
    obstacles.addAll(onBase.problems());
    return onBase.imagined(onBase.graph(), obstacles);
  }

  private void movedHere(
      FileDifference difference, ChainFolders chain, List<GraphProblem> obstacles) {
    if (obstacles.isEmpty()
        && difference.before().isPresent()
        && difference.after().isPresent()
        && !chain.holds(difference.before().get().path())
        && chain.holds(difference.after().get().path())) {
      obstacles.add(
          undecided(
              difference.after().get().path(),
              "is still "
                  + difference.before().get().path()
                  + " on "
                  + baseName
                  + ", where this chain is not looked for here: merge this move first, by itself"));
    }
  }

  private static GraphProblem undecided(String path, String reason) {
    return new GraphProblem.Undecided(SourceLocation.wholeFile(path), reason);
  }

  /** The next number or id of each chain that neither the base nor a branch has. */
  public Map<String, NextInChain> next() throws RepositoryException, IOException {
    List<BranchFiles> branches = branches();
    Map<String, NextInChain> next = new LinkedHashMap<>();
    for (ChainFolders chain : chains) {
      MigrationChain onBase = onBase(chain, branches);
      next.put(
          chain.chain(), NextInChain.after(onBase, baseName, changes(chain, onBase, branches)));
    }
    return next;
  }

  /** The ids that the base or another branch has in the only chain. */
  public Set<RevisionId> claimed() throws RepositoryException, IOException {
    ChainFolders chain = chains.getFirst();
    MigrationChain onBase = chain.read(baseFiles);
    Set<RevisionId> claimed = new HashSet<>();
    onBase.graph().revisions().forEach(revision -> claimed.add(revision.id()));
    for (BranchChange change : changes(chain, onBase, others.read())) {
      change.newRevisions().forEach(revision -> claimed.add(revision.id()));
    }
    return claimed;
  }

  /**
   * What the other branches have to do once a revision is at the end of the only chain.
   *
   * @param file where that revision is, or will be, in the work tree
   */
  public BranchesToMove leftBehind(String file, byte[] source)
      throws RepositoryException, IOException {
    ChainFolders chain = chains.getFirst();
    String root = repository.workTree();
    String path = file.startsWith(root + "/") ? file.substring(root.length() + 1) : file;
    List<Revision> end =
        chain
            .read(
                List.of(
                    new FileVersion(path, TreeFile.Kind.REGULAR, new FileContent.Bytes(source))))
            .graph()
            .revisions();
    if (end.size() != 1) {
      throw new RepositoryException(
          file + " is outside the clone at " + root + ": its history is not known");
    }
    List<UnreadBranch> unread = new ArrayList<>(others.unread());
    List<BranchChange> open = changes(chain, chain.read(baseFiles), others.read());
    for (BranchChange change : open) {
      if (!change.raised().isEmpty()) {
        unread.add(new UnreadBranch(change.branch(), "has a migration that cannot be read"));
      }
    }
    return new BranchesToMove(
        BranchesLeftBehind.by(end.getFirst(), chain.inWorkTree(), open), unread);
  }

  public List<UnreadBranch> unread() {
    return others.unread();
  }

  private List<BranchFiles> branches() throws RepositoryException {
    List<BranchFiles> branches = new ArrayList<>();
    branches.add(
        reader
            .changes(current, head)
            .orElseThrow(
                () ->
                    new RepositoryException(
                        "this branch has no history in common with "
                            + baseName
                            + "; correct --base")));
    branches.addAll(others.read());
    // So that every pull request's report names them in the same order.
    branches.sort(Comparator.comparingInt(files -> files.branch().pullRequest().orElse(0)));
    return branches;
  }

  private List<BranchChange> changes(
      ChainFolders chain, MigrationChain onBase, List<BranchFiles> branches) throws IOException {
    ChangeReader changeReader = new ChangeReader(chain, onBase, baseName);
    List<BranchChange> changes = new ArrayList<>();
    for (BranchFiles files : branches) {
      changeReader.read(files).ifPresent(changes::add);
    }
    return changes;
  }

  private Precedence precedence(ChainCollisions found) throws RepositoryException {
    Map<String, Integer> arrivals = new HashMap<>();
    Map<String, Landing> landings = repository.landings(base, List.copyOf(found.mergedFiles()));
    landings.forEach((file, landing) -> arrivals.put(file, landing.position()));
    return new Precedence(arrivals);
  }
}
