package org.openshift.ci.mirror.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HOME=/root                                                             | false
          OTEL_SERVICE_NAME=x                                                    | false
          OTEL_TRACES_EXPORTER=none                                              | false
          OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318 OTEL_TRACES_EXPORTER=none    | false
          OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318 OTEL_SDK_DISABLED=TRUE       | false
          OTEL_EXPORTER_OTLP_ENDPOINT=                                           | false
          OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318                              | true
          OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://a:4318/v1/traces             | true
          OTEL_TRACES_EXPORTER=otlp                                              | true
          """)
  void tracesAreOnlySentIfTheEnvironmentAsksForThem(String environment, boolean wanted) {
    Map<String, String> variables =
        Pattern.compile("(\\w+)=(\\S*)")
            .matcher(environment)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    assertEquals(wanted, TraceSettings.areWanted(variables));
  }

  @Test
  void whatIsOffHasNoPart() {
    try (Tracing off = Tracing.of(Map.of(), "test")) {
      assertTrue(off.tracer().isEmpty());
      assertEquals(0, off.aroundCalls().length);
      assertTrue(off.aroundWork().isEmpty());
    }
  }
}
