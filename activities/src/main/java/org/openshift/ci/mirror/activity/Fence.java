package org.openshift.ci.mirror.activity;

/**
 * Proves that this attempt of an activity is still the current one. An attempt whose process froze
 * does not know that it timed out and was replaced, so it must prove this before it changes
 * anything outside its process.
 */
public interface Fence {

  /**
   * Asks Temporal, and returns only when the answer is to go on.
   *
   * @throws io.temporal.client.ActivityCompletionException when the activity was cancelled or timed
   *     out, or another attempt has begun
   */
  void prove();
}
