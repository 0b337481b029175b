package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Succession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file follows those with the number before. */
record NumberedSuccession(FileTree tree, NamingScheme scheme) implements Succession {

  /** Numbers with more digits are moments: nobody counts on from them. */
  private static final int MAX_DIGITS = 6;

  @Override
  public Linked link(List<Revision> revisions) {
    NumberedFiles files = NumberedFiles.among(revisions, tree, scheme);
    return new Linked(files.revisions(), files.problems());
  }

  @Override
  public Optional<NumberInId> numberOf(Revision revision) {
    String name = revision.fileName();
    if (!(scheme.read(name) instanceof NumberedName.Fits fits)
        || fits.version().parts().size() != 1
        || fits.numberTo() - fits.numberFrom() > MAX_DIGITS) {
      return Optional.empty();
    }
    // Where two have one name, the path is the id.
    int start =
        revision.id().value().equals(revision.file())
            ? revision.file().length() - name.length()
            : 0;
    return Optional.of(new NumberInId(start + fits.numberFrom(), start + fits.numberTo()));
  }

  /** What applies a number and what takes it back are renamed together. */
  @Override
  public List<GraphProblem.Renaming> renamings(
      Revision revision, RevisionId id, List<String> files) {
    Optional<NumberInId> place = numberOf(revision);
    if (place.isEmpty() || !(scheme.read(revision.fileName()) instanceof NumberedName.Fits own)) {
      return List.of();
    }
    int behind = revision.id().value().length() - place.get().to();
    String number = id.value().substring(place.get().from(), id.value().length() - behind);
    List<GraphProblem.Renaming> renamings = new ArrayList<>();
    for (String file : files) {
      String name = file.substring(file.lastIndexOf('/') + 1);
      if (scheme.read(name) instanceof NumberedName.Fits fits
          && fits.version().equals(own.version())
          && fits.slug().equals(own.slug())) {
        renamings.add(
            new GraphProblem.Renaming(
                file,
                file.substring(0, file.length() - name.length())
                    + name.substring(0, fits.numberFrom())
                    + number
                    + name.substring(fits.numberTo())));
      }
    }
    return renamings;
  }

  @Override
  public boolean isOfNumbers() {
    return true;
  }
}
