package org.openshift.ci.mirror.trace;

import java.util.Map;

/**
 * Whether the environment asks for traces. Without it nothing of OpenTelemetry's SDK is loaded.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">
 *     OpenTelemetry's specification of these variables</a>
 */
final class TraceSettings {

  private TraceSettings() {}

  /** Traces are sent if an exporter or an endpoint is named, and nothing switches them off. */
  static boolean areWanted(Map<String, String> environment) {
    String exporter = value(environment, "OTEL_TRACES_EXPORTER");
    boolean named =
        !exporter.isEmpty()
            || !value(environment, "OTEL_EXPORTER_OTLP_ENDPOINT").isEmpty()
            || !value(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").isEmpty();
    return named
        && !exporter.equals("none")
        && !value(environment, "OTEL_SDK_DISABLED").equalsIgnoreCase("true");
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
