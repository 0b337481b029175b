package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.alembic.python.PythonModule;
import io.migrationgate.core.reader.alembic.python.PythonModule.Binding;
import io.migrationgate.core.reader.alembic.python.PythonSyntaxException;
import io.migrationgate.core.reader.alembic.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Takes the four identifiers of a revision out of its source, as Alembic would see them. */
final class RevisionFileReader {

  private static final Binding ABSENT = new Binding(new Value.Nothing(), 0);

  private final String path;

  private RevisionFileReader(String path) {
    this.path = path;
  }

  /**
   * Reads one file.
   *
   * @param path as a person would write it
   */
  static RevisionFile read(String path, byte[] source) {
    try {
      return new RevisionFileReader(path).read(source);
    } catch (PythonSyntaxException wrong) {
      SourceLocation location = new SourceLocation(path, wrong.line());
      return new RevisionFile.Refused(
          switch (wrong.certainty()) {
            case CERTAIN -> new GraphProblem.InvalidFile(location, wrong.reason());
            case DOUBTFUL -> new GraphProblem.Undecided(location, wrong.reason());
            case CONFLICT -> new GraphProblem.ConflictMarkers(location);
          });
    } catch (RefusedException refused) {
      return new RevisionFile.Refused(refused.problem);
    }
  }

  private RevisionFile read(byte[] source) throws PythonSyntaxException, RefusedException {
    PythonModule module = PythonModule.read(source);
    if (module.hazard().isPresent()) {
      throw undecided(module.hazard().get(), "");
    }
    Optional<Binding> revision = module.binding("revision");
    Optional<Binding> down = module.binding("down_revision");
    String id = id(revision);
    if (down.isEmpty()) {
      throw invalid(0, "assigns no down_revision");
    }
    Binding dependsOn = module.binding("depends_on").orElse(ABSENT);
    Binding labels = module.binding("branch_labels").orElse(ABSENT);
    List<RevisionId> parents = new ArrayList<>(1);
    for (String parent : references("down_revision", down.get())) {
      parents.add(new RevisionId(parent));
    }
    return new RevisionFile.Read(
        new Revision(
            new RevisionId(id),
            parents,
            references("depends_on", dependsOn),
            labels(labels),
            path,
            new Revision.Lines(
                revision.map(Binding::line).orElse(0),
                down.get().line(),
                dependsOn.line(),
                labels.line()),
            fingerprint(source)));
  }

  private String id(Optional<Binding> revision) throws RefusedException {
    if (revision.isEmpty()) {
      return idFromFileName();
    }
    return switch (revision.get().value()) {
      case Value.Text(String text) -> text;
      case Value.Undecided undecided -> throw undecided(undecided, "revision: ");
      // Alembic checks the characters of an id one by one; it takes bytes and collections for one.
      case Value.Items items -> throw oddId(revision.get());
      case Value.OtherConstant(String type) when type.equals("bytes") ->
          throw oddId(revision.get());
      case Value.Whole number -> throw wrongId(revision.get());
      case Value.Truth truth -> throw wrongId(revision.get());
      case Value.Nothing nothing -> throw wrongId(revision.get());
      case Value.OtherConstant other -> throw wrongId(revision.get());
    };
  }

  private RefusedException wrongId(Binding binding) {
    return invalid(binding.line(), "sets revision to something that is not a string");
  }

  private RefusedException oddId(Binding binding) {
    return undecided(
        new Value.Undecided(binding.line(), "is not a string"), "revision: the value ");
  }

  /** Files from before Alembic 0.2 are named by their id, which is hexadecimal. */
  private String idFromFileName() throws RefusedException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String stem = name.endsWith(".py") ? name.substring(0, name.length() - 3) : name;
    boolean hexadecimal =
        !stem.isEmpty() && stem.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    if (!hexadecimal) {
      throw invalid(0, "assigns no revision");
    }
    return stem;
  }

  /** The names in {@code down_revision} or {@code depends_on}. */
  private List<String> references(String attribute, Binding binding) throws RefusedException {
    return switch (binding.value()) {
      case Value.Nothing nothing -> List.of();
      case Value.Text(String text) -> List.of(text);
      case Value.Items(Value.Items.Kind kind, List<Value> items) ->
          references(attribute, binding, items);
      case Value.Undecided undecided -> throw undecided(undecided, attribute + ": ");
      case Value.Truth truth -> throw wrongReference(attribute, binding);
      case Value.Whole number -> throw wrongReference(attribute, binding);
      case Value.OtherConstant other -> throw wrongReference(attribute, binding);
    };
  }

  private List<String> references(String attribute, Binding binding, List<Value> items)
      throws RefusedException {
    if (items.size() == 1
        && items.getFirst() instanceof Value.Items(Value.Items.Kind kind, List<Value> inner)
        && kind == Value.Items.Kind.TUPLE) {
      // Alembic takes a tuple of one for its element, and then this element for the tuple.
      return names(attribute, binding, inner);
    }
    if (items.size() == 1 && items.getFirst() instanceof Value.Nothing) {
      return List.of();
    }
    return names(attribute, binding, items);
  }

  private List<String> names(String attribute, Binding binding, List<Value> items)
      throws RefusedException {
    List<String> names = new ArrayList<>(items.size());
    for (Value item : items) {
      if (item instanceof Value.Undecided undecided) {
        throw undecided(undecided, attribute + ": ");
      }
      if (!(item instanceof Value.Text(String text))) {
        throw wrongReference(attribute, binding);
      }
      names.add(text);
    }
    return names;
  }

  private RefusedException wrongReference(String attribute, Binding binding) {
    return invalid(
        binding.line(), "sets " + attribute + " to something that is neither an id nor None");
  }

  /** Labels may be anything that can be a key; only strings can be asked for. */
  private List<String> labels(Binding binding) throws RefusedException {
    return switch (binding.value()) {
      case Value.Text(String text) -> List.of(text);
      case Value.Items(Value.Items.Kind kind, List<Value> items) -> {
        for (Value item : items) {
          if (item instanceof Value.Undecided undecided) {
            throw undecided(undecided, "branch_labels: ");
          }
        }
        Stream<String> texts =
            items.stream()
                .filter(Value.Text.class::isInstance)
                .map(item -> ((Value.Text) item).value());
        boolean once = kind == Value.Items.Kind.SET || kind == Value.Items.Kind.DICTIONARY;
        yield (once ? texts.distinct() : texts).toList();
      }
      case Value.Undecided undecided -> throw undecided(undecided, "branch_labels: ");
      case Value.Nothing nothing -> List.of();
      case Value.Truth truth -> List.of();
      case Value.Whole number -> List.of();
      case Value.OtherConstant other -> List.of();
    };
  }

  private RefusedException invalid(int line, String reason) {
    return new RefusedException(
        new GraphProblem.InvalidFile(new SourceLocation(path, line), reason));
  }

  private RefusedException undecided(Value.Undecided undecided, String subject) {
    return new RefusedException(
        new GraphProblem.Undecided(
            new SourceLocation(path, undecided.line()), subject + undecided.reason()));
  }

  /** Equal bytes give equal prints; two files with different ones need not be compared further. */
  private static long fingerprint(byte[] source) {
    // The JVM has an instruction for this sum even before it compiles anything.
    CRC32C sum = new CRC32C();
    sum.update(source);
    return (long) source.length << Integer.SIZE | sum.getValue();
  }

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient GraphProblem.FileProblem problem;

    RefusedException(GraphProblem.FileProblem problem) {
      super(null, null, false, false);
      this.problem = problem;
    }
  }
}
