package org.openshift.ci.mirror.worker.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must exist at Temporal for this service to work: search attributes, standing workflows,
 * schedules. All of it may vanish while workers run, by a person or with Temporal's database, and
 * is then made again.
 */
public final class Needs {

  private static final Logger log = LoggerFactory.getLogger(Needs.class);

  private final List<Need> needs;
  private final Map<String, String> unmet = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param name what it is, for messages
   * @param ensure makes it if it is missing, and throws if it cannot, or if it does not work
   */
  public record Need(String name, Runnable ensure) {}

  /** Each need is ensured in this order: later ones may depend on earlier ones. */
  public Needs(Need... needs) {
    this.needs = List.of(needs);
  }

  /** Makes what is missing. What cannot be made or does not work is a {@link #problem}. */
  public void ensure() {
    for (Need need : needs) {
      try {
        need.ensure().run();
        if (note(need, null) != null) {
          log.info("the {} at Temporal are in order again", need.name());
        }
      } catch (RuntimeException e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        if (!why.equals(note(need, why))) {
          log.warn(
              "something is wrong with the {} at Temporal: {}; checking again", need.name(), why);
        }
      }
    }
  }

  private synchronized String note(Need need, String why) {
    return why == null ? unmet.remove(need.name()) : unmet.put(need.name(), why);
  }

  /** What does not work at Temporal or could not be checked, and why; empty if all is well. */
  public synchronized Optional<String> problem() {
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(
            unmet.entrySet().stream()
                .map(entry -> "the " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; ", "not well at Temporal: ", "")));
  }
}
