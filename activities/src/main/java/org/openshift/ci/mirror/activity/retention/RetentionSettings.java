package org.openshift.ci.mirror.activity.retention;

/**
 * What the flags of a worker say about date tags.
 *
 * @param days date tags older than this many days are removed; 0 for never
 * @param remove whether tags are removed; otherwise they are only counted
 */
public record RetentionSettings(int days, boolean remove) {

  /** The fewest days: a test that uses an image by its date tag may run for hours. */
  public static final int FEWEST_DAYS = 1;

  /** Date tags are kept for ever. */
  public static RetentionSettings off() {
    return new RetentionSettings(0, false);
  }

  /** Whether date tags are removed or counted at all. */
  public boolean isOn() {
    return days >= FEWEST_DAYS;
  }
}
