package org.openshift.ci.mirror.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.model.RulesVersion;

/** The rules that workers have, by the order of the workflow RulesInForce. */
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

  /** A worker that lives has these rules from now on. */
  synchronized void report(String worker, RulesVersion version, RuleSet rules) {
    if (!order.contains(version)) {
      order.add(version);
    }
    reports.put(worker, new Report(version, rules, Long.MAX_VALUE));
    note(time.millis());
  }

  /** A worker says nothing any more. */
  synchronized void silent(String worker) {
    reports.computeIfPresent(
        worker,
        (key, report) ->
            new Report(report.version(), report.rules(), time.millis() + FORGOTTEN_MILLIS));
  }

  /** The rules that count now. */
  synchronized RuleSet newestRules() {
    return newestReport().rules();
  }

  /** As a worker hears it, who may have asked so long ago. */
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

  /** Those who have been silent for too long do not count, from that moment on. */
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

  /** All versions of this world have the same test inputs: their configurations tell them apart. */
  private int firstSeen(RulesVersion version) {
    return order.stream()
        .map(RulesVersion::configuration)
        .toList()
        .indexOf(version.configuration());
  }
}
