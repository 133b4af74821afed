package org.openshift.ci.mirror.contract;

import java.time.Instant;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of a retention sweep.
 *
 * @param days date tags older than this many days are removed. A worker whose own flag says more
 *     goes by its flag
 * @param remove whether tags are removed; otherwise they are only counted. A worker whose own flags
 *     forbid it removes nothing
 * @param carried the state of the run before; null in the first run
 */
@WireRecord
public record RetentionInput(int days, boolean remove, Carried carried) {

  /**
   * The state that continue-as-new carries over.
   *
   * @param since when the sweep began; the age of tags is measured at that moment
   * @param page the last page
   */
  @WireRecord
  public record Carried(Instant since, RetentionPage page) {}

  /** The argument of a sweep. */
  public static RetentionInput of(int days, boolean remove) {
    return new RetentionInput(days, remove, null);
  }
}
