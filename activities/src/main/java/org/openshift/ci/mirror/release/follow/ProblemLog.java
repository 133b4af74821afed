package org.openshift.ci.mirror.release.follow;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;

/** Names what is wrong in the log: each thing once, and again when its reason is another. */
final class ProblemLog {

  private final Logger logger;
  private SortedMap<String, String> said = new TreeMap<>();

  ProblemLog(Logger logger) {
    this.logger = logger;
  }

  /** All that is wrong now. */
  void update(SortedMap<String, String> problems) {
    for (Map.Entry<String, String> problem : problems.entrySet()) {
      if (!problem.getValue().equals(said.get(problem.getKey()))) {
        logger.warn("{}: {}", problem.getKey(), problem.getValue());
      }
    }
    for (String before : said.keySet()) {
      if (!problems.containsKey(before)) {
        logger.info("{} is in order again, or gone", before);
      }
    }
    said = new TreeMap<>(problems);
  }
}
