package org.openshift.ci.mirror.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;

/** Logs each problem once, however often it is found. Thread safe. */
public final class LogOnce {

  private final Logger logger;
  private final Map<String, List<String>> logged = new HashMap<>();

  public LogOnce(Logger logger) {
    this.logger = logger;
  }

  /** The problems of a subject as of its last update. */
  public synchronized List<String> problemsOf(String subject) {
    return logged.getOrDefault(subject, List.of());
  }

  /**
   * Takes all present problems of a subject. New ones are logged as warnings; those that are over
   * are forgotten, so that they are logged again should they return.
   *
   * @return whether the subject had problems before
   */
  public synchronized boolean update(String subject, List<String> problems) {
    List<String> before =
        problems.isEmpty() ? logged.remove(subject) : logged.put(subject, problems);
    for (String problem : problems) {
      if (before == null || !before.contains(problem)) {
        logger.warn("{}", SafeText.visible(problem));
      }
    }
    return before != null;
  }

  /**
   * Takes all present problems of all subjects, one each. A subject that has none any more is
   * logged as being in order again.
   */
  public synchronized void updateAll(Map<String, String> problems) {
    problems.forEach((subject, problem) -> update(subject, List.of(subject + ": " + problem)));
    Set<String> over = new TreeSet<>(logged.keySet());
    over.removeAll(problems.keySet());
    for (String subject : over) {
      logged.remove(subject);
      logger.info("{} is in order again, or gone", SafeText.visible(subject));
    }
  }
}
