package io.migrationgate.core.collision;

/** The names of collisions, in the order in which they are told. */
public enum CollisionKind {
  SAME_ID("same-id"),
  SAME_NUMBER("same-number"),
  STALE_PARENT("stale-parent"),
  SAME_PARENT("same-parent");

  private final String id;

  CollisionKind(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  public static CollisionKind of(Collision collision) {
    return switch (collision) {
      case Collision.SameId same -> SAME_ID;
      case Collision.SameNumber same -> SAME_NUMBER;
      case Collision.StaleParent stale -> STALE_PARENT;
      case Collision.SameParent same -> SAME_PARENT;
    };
  }
}
