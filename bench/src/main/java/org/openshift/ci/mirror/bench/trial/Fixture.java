package org.openshift.ci.mirror.bench.trial;

/**
 * The surroundings of one trial, such as an empty target registry. Each trial gets a new fixture,
 * so that no trial depends on the one before.
 *
 * @param <J> the job
 */
public interface Fixture<J> extends AutoCloseable {

  /** The job of the trial. */
  J job();

  /**
   * Checks, without relying on the tool, that the job is done.
   *
   * @param units the number of units that the tool reported, see {@link Trial#perform}
   * @throws BenchException if the job is not done
   */
  void check(long units);

  @Override
  default void close() {}
}
