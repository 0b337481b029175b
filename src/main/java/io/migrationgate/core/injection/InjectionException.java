package io.migrationgate.core.injection;

/** Why a pod cannot be given the gate, in one line that says what to do. */
public final class InjectionException extends Exception {

  private static final long serialVersionUID = 1L;

  InjectionException(String message) {
    super(message, null, false, false);
  }
}
