package org.openshift.ci.mirror.activity.retention;

import org.openshift.ci.mirror.activity.FakeRegistries;

/** A test class whose tests each have a target with date tags. Today is 2026-11-26. */
abstract class WithDateTags {

  static final String A = FakeRegistries.digest('a');
  static final String B = FakeRegistries.digest('b');

  /** The last day that is older than thirty days, and the first that is not. */
  static final String DUE = "20261026";

  static final String YOUNG = "20261027";

  final FakeTarget target = new FakeTarget();
  final RetentionRun run = new RetentionRun(target);

  static String dateTag(String day, String digest) {
    return day + "_" + digest.replace(':', '_');
  }

  final void putDated(String day, String digest) {
    target.put(dateTag(day, digest), digest);
  }
}
