package org.openshift.ci.mirror.simulation;

/**
 * A rule of the protocol that the simulation leaves out, to show that it would be missed. The
 * production code stays as it is: the simulation puts something else in its place.
 */
enum Mutation {
  /** Every rule is in force. */
  NONE,
  /** A worker that Temporal has given up may go on writing. */
  FENCE_ALWAYS_PASSES,
  /** A push does not ask again, before a write, what the destination should hold. */
  GUARD_NEVER_ASKS,
  /** Whoever triggers a destination has the image stream's tag pushed there, whatever the rules. */
  BY_HAND_IS_A_WATCHED_TAG,
  /** Nobody compares open tasks with the rules. */
  NO_REVIEW,
  /** A task goes by the digest that the last hint named. */
  HINTS_CARRY_DIGESTS,
  /** A worker with older rules decides as if it had the newest. */
  REGISTER_IGNORED,
  /** The return of a registry is told to no task. */
  OUTAGE_WAKE_LOST,
  /** The first 404 of a source parks its task. */
  MISSING_PARKS_AT_ONCE
}
