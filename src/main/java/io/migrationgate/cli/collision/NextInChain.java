package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.BranchChange;
import io.migrationgate.core.collision.HiddenNumber;
import io.migrationgate.core.collision.NextFree;
import io.migrationgate.core.reader.MigrationChain;
import java.util.List;
import java.util.Optional;

/** What can be said of the next number, or id, of a chain. */
public sealed interface NextInChain {

  /** Nobody has claimed this one. */
  record Free(String number) implements NextInChain {}

  /** Somebody may have claimed whatever looks free. */
  record Hidden(HiddenNumber by) implements NextInChain {}

  /** No revision shows how the chain counts. */
  record Formless() implements NextInChain {}

  /** Of a chain as its base has it, and as open branches change it. */
  static NextInChain after(MigrationChain base, String baseName, List<BranchChange> open) {
    Optional<HiddenNumber> hidden = HiddenNumber.among(base, baseName, open);
    if (hidden.isPresent()) {
      return new Hidden(hidden.get());
    }
    Optional<String> free = new NextFree(base, open).take();
    return free.isPresent() ? new Free(free.get()) : new Formless();
  }
}
