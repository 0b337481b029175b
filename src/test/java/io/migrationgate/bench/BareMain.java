package io.migrationgate.bench;

/** What no program in Java can go below: a JVM that starts and says one line. */
final class BareMain {

  private BareMain() {}

  public static void main(String[] args) {
    System.out.println("here");
  }
}
