package org.openshift.ci.mirror.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Reads {@code ignoredSources}. */
final class IgnoredSection {

  static final String NAME = "ignoredSources";

  private static final List<String> FIELDS =
      Stream.concat(SourceReader.FIELDS.stream(), Stream.of("reason")).toList();

  private final Endpoints endpoints;
  private final Problems problems;

  IgnoredSection(Endpoints endpoints, Problems problems) {
    this.endpoints = endpoints;
    this.problems = problems;
  }

  /** The ignored sources; adds problems for entries that are not valid. */
  IgnoredSources read(YamlValue section) {
    YamlFields yaml = new YamlFields(problems);
    SourceReader sources = new SourceReader(endpoints, problems);
    Map<PullSpec, String> reasons = new LinkedHashMap<>();
    List<YamlValue> entries = yaml.elements(section, NAME);
    for (int index = 0; index < entries.size(); index++) {
      String where = "%s[%d]".formatted(NAME, index);
      YamlValue entry = entries.get(index);
      int before = problems.count();
      Map<String, YamlValue> fields =
          yaml.ofObject(entry, where, FIELDS, YamlFields.Spelling.EXACT);
      String reason = yaml.text(fields, "reason", where);
      if (problems.count() == before) {
        sources
            .source(fields, entry, where)
            .ifPresent(
                source ->
                    reasons.putIfAbsent(
                        endpoints.canonical(source),
                        reason.isBlank() ? "the file gives no reason" : reason.strip()));
      }
    }
    return new IgnoredSources(endpoints, reasons);
  }
}
