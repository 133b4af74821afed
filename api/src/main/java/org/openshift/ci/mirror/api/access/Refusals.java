package org.openshift.ci.mirror.api.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Counts refused requests of one kind, and logs once a minute whom they came from. */
final class Refusals {

  private static final int NAMED = 10;

  private final String what;
  private final Executor afterAMinute;
  private final Logger log;

  /** By sender, since the last report. */
  private final Map<String, Integer> recent = new LinkedHashMap<>();

  private int fromOthers;
  private long sinceTheStart;
  private boolean reportIsDue;

  /**
   * No refusals.
   *
   * @param what the requests that are refused, as the subject of a sentence
   * @param afterAMinute runs what it gets a minute later
   */
  Refusals(String what, Executor afterAMinute, Logger log) {
    this.what = what;
    this.afterAMinute = afterAMinute;
    this.log = log;
  }

  /**
   * Takes note of a refusal.
   *
   * @param sender the address or the name that the request came from
   */
  synchronized void count(String sender) {
    sinceTheStart++;
    if (recent.size() < NAMED || recent.containsKey(sender)) {
      recent.merge(sender, 1, Integer::sum);
    } else {
      fromOthers++;
    }
    // The first one is reported at once, all that follow within a minute of it together.
    if (!reportIsDue) {
      report();
    }
  }

  private synchronized void report() {
    reportIsDue = !recent.isEmpty();
    if (reportIsDue) {
      String from =
          recent.entrySet().stream()
              .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
              .collect(Collectors.joining(", "));
      log.warn(
          "{} were refused: from {}{}; {} since the start",
          what,
          from,
          fromOthers == 0 ? "" : ", from other addresses (" + fromOthers + ")",
          sinceTheStart);
      recent.clear();
      fromOthers = 0;
      afterAMinute.execute(this::report);
    }
  }
}
