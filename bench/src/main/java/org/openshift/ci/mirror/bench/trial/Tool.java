package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import java.util.Optional;

/**
 * One that is measured.
 *
 * @param <J> the job that all contestants of a measurement do
 */
public interface Tool<J> {

  /** A short name, as on the command line and in tables. */
  String name();

  /** Why it cannot take part here (it is not installed), and what helps; empty when it can. */
  default Optional<String> absence() {
    return Optional.empty();
  }

  /** Its version, where it is another's program. */
  default Optional<String> version() {
    return Optional.empty();
  }

  /** Whether its first turn is not counted, as its code is compiled while it runs. */
  default boolean needsWarmUp() {
    return false;
  }

  /** Gets ready for one turn (files, clients, servers); not measured. */
  Trial prepare(J job) throws IOException, InterruptedException;
}
