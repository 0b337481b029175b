package io.migrationgate.core.edit.sqitch;

import java.util.Optional;

/** Reads a plan as the checks do: what they will see of it after it is edited. */
public interface PlanParser {

  PlanOutline parse(String path, byte[] source);

  /** Why nothing may have this name, as the end of a sentence that begins with the name. */
  Optional<String> nameFault(String name);
}
