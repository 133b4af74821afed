package org.openshift.ci.mirror.imagestreams.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** Says what is wrong once, not every time it is looked at. */
final class LogOnce {

  private final Logger logger;
  private final Map<Object, List<String>> said = new HashMap<>();

  LogOnce(Logger logger) {
    this.logger = logger;
  }

  /** What was wrong with a thing when it was updated last. */
  List<String> about(Object thing) {
    return said.getOrDefault(thing, List.of());
  }

  /**
   * All that is wrong with a thing now: what was not said before is logged; what was said and is
   * not wrong any more is forgotten.
   *
   * @return whether something was wrong before
   */
  boolean update(Object about, List<String> lines) {
    List<String> before = lines.isEmpty() ? said.remove(about) : said.put(about, lines);
    for (String line : lines) {
      if (before == null || !before.contains(line)) {
        logger.warn("{}", line);
      }
    }
    return before != null;
  }
}
