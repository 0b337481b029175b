package io.migrationgate.operator.eviction;

import io.fabric8.kubernetes.api.model.ObjectReference;

/** Tells people of evictions, where they look first. */
interface EvictionNotices {

  /**
   * Says it once, however often it is called with this occasion.
   *
   * @param type {@code Normal} or {@code Warning}
   * @param reason one word in camel case
   * @param occasion what tells it from what was said before of the same object
   */
  void say(ObjectReference about, String type, String reason, String message, String occasion);
}
