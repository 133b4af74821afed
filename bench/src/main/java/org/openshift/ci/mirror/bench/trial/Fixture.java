package org.openshift.ci.mirror.bench.trial;

/**
 * What one turn runs on; made anew for each, so that nothing is left of the one before.
 *
 * @param <J> the job
 */
public interface Fixture<J> extends AutoCloseable {

  /** The job to do. */
  J job();

  /**
   * Checks independently of the contestant that the job is done.
   *
   * @param units what the contestant says it did
   * @throws BenchException when it is not
   */
  void check(long units);

  @Override
  default void close() {}
}
