package org.openshift.ci.mirror.simulation;

/**
 * A rule of the protocol that the simulation leaves out to show that it is needed. The production
 * code stays unchanged: the simulation replaces the part that applies the rule.
 */
enum Mutation {
  /** Every rule is in force. */
  NONE,
  /** An attempt that was replaced may go on writing. */
  FENCE_ALWAYS_PASSES,
  /** A push does not read the claim again before a write. */
  GUARD_NEVER_ASKS,
  /** A trigger has the image stream tag pushed, whatever the rules say. */
  BY_HAND_IS_A_WATCHED_TAG,
  /** Open tasks are not compared with the rules. */
  NO_REVIEW,
  /** A task uses the digest of the last hint. */
  HINTS_CARRY_DIGESTS,
  /** A worker with older rules decides as if it had the newest. */
  REGISTER_IGNORED,
  /** No task is woken when a registry returns. */
  OUTAGE_WAKE_LOST,
  /** The first 404 of a source parks its task. */
  MISSING_PARKS_AT_ONCE
}
