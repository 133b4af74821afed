package org.openshift.ci.mirror.activity;

/**
 * Proves that an activity is still the one that Temporal waits for. An activity whose process froze
 * does not know that its time was over and another attempt took its place; whatever it does to
 * others, it does behind this.
 */
public interface Fence {

  /**
   * Asks Temporal, and returns only when it answers that the activity is to go on.
   *
   * @throws io.temporal.client.ActivityCompletionException when it is not: it was cancelled, timed
   *     out, or another attempt has begun
   */
  void prove();
}
