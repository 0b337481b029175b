package io.migrationgate.adapter.http;

import io.migrationgate.port.ForgeException;

/** One of many questions that may be asked beside each other. */
@FunctionalInterface
public interface Question<Q, A> {
  A ask(Q subject) throws ForgeException;
}
