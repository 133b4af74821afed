package org.openshift.ci.mirror.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.model.RulesVersion;

/** The rules of the workers, ordered as by the workflow RulesInForce. */
final class ModelRulesRegister {

  private static final long FORGOTTEN_MILLIS = 60_000;

  private record Report(RulesVersion version, RuleSet rules, long until) {}

  private record Answer(long since, RulesVersion version) {}

  private final SimulatedTime time;
  private final Map<String, Report> reports = new LinkedHashMap<>();
  private final List<RulesVersion> order = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  ModelRulesRegister(SimulatedTime time) {
    this.time = time;
  }

  /** A worker reports its rules. */
  synchronized void report(String worker, RulesVersion version, RuleSet rules) {
    if (!order.contains(version)) {
      order.add(version);
    }
    reports.put(worker, new Report(version, rules, Long.MAX_VALUE));
    note(time.millis());
  }

  /** A worker stops reporting. */
  synchronized void silent(String worker) {
    reports.computeIfPresent(
        worker,
        (key, report) ->
            new Report(report.version(), report.rules(), time.millis() + FORGOTTEN_MILLIS));
  }

  /** The rules in force. */
  synchronized RuleSet newestRules() {
    return newestReport().rules();
  }

  /** The newest rules, as an answer of this age has them. */
  synchronized Optional<RulesVersion> newest(long millisAgo) {
    forget();
    long asked = time.millis() - millisAgo;
    return answers.reversed().stream()
        .filter(answer -> answer.since() <= asked)
        .findFirst()
        .or(() -> Optional.of(answers.getFirst()))
        .map(Answer::version);
  }

  private Report newestReport() {
    forget();
    return newestOfThese();
  }

  /** Drops the reports of workers that have been silent for too long. */
  private void forget() {
    long now = time.millis();
    for (Report silent : List.copyOf(reports.values())) {
      if (silent.until() < now) {
        reports.values().remove(silent);
        note(silent.until());
      }
    }
  }

  private void note(long since) {
    RulesVersion version = newestOfThese().version();
    if (answers.isEmpty() || !answers.getLast().version().equals(version)) {
      answers.add(new Answer(since, version));
    }
  }

  private Report newestOfThese() {
    return reports.values().stream()
        .max(
            Comparator.comparing((Report report) -> report.version().hasConfiguration())
                .thenComparingInt(report -> firstSeen(report.version())))
        .orElseThrow();
  }

  /** By the configuration, as all versions of a world have the same test inputs. */
  private int firstSeen(RulesVersion version) {
    return order.stream()
        .map(RulesVersion::configuration)
        .toList()
        .indexOf(version.configuration());
  }
}
