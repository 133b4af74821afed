package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import java.util.Optional;

/**
 * A tool that is measured: another program, the engine, or the whole service.
 *
 * @param <J> the job of all tools of a measurement
 */
public interface Tool<J> {

  /** A short name, for the command line and for tables. */
  String name();

  /** Why the tool cannot be measured here, and how to get it; empty if it can. */
  default Optional<String> absence() {
    return Optional.empty();
  }

  /** Its version, if it is another program. */
  default Optional<String> version() {
    return Optional.empty();
  }

  /** Whether it needs warm-up trials, because its code is compiled while it runs. */
  default boolean needsWarmUp() {
    return false;
  }

  /** Prepares one trial (files, clients, servers); not measured. */
  Trial prepare(J job) throws IOException, InterruptedException;
}
