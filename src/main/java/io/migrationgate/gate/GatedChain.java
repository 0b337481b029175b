package io.migrationgate.gate;

import io.migrationgate.core.verdict.Policy;
import java.util.List;

/**
 * What a pod's start depends on.
 *
 * @param name what to call it where it cannot be found
 * @param named whether that is the name that was given to it
 * @param notCopied what the container that copies files could not copy, a line for each
 */
public record GatedChain(
    String name, boolean named, Policy policy, ChainLookup lookup, List<String> notCopied) {

  public GatedChain {
    notCopied = List.copyOf(notCopied);
  }
}
