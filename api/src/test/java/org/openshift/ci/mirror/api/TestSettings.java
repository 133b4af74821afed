package org.openshift.ci.mirror.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.openshift.ci.mirror.connection.TemporalAccess;

/** Settings of a service under test, on a free port. */
final class TestSettings {

  private TestSettings() {}

  /** For a service whose tasks are in memory; it does not connect to Temporal. */
  static ApiSettings withoutTemporal(Path token) {
    return of("temporal.example:7233", token);
  }

  /** As {@link #withoutTemporal}, where also reads need the token. */
  static ApiSettings withClosedReads(Path token) {
    ApiSettings open = withoutTemporal(token);
    return new ApiSettings(
        open.host(),
        open.port(),
        open.temporal(),
        open.temporalUi(),
        open.triggerTokenFile(),
        open.authorization(),
        true);
  }

  /** For a service at a namespace of a real Temporal server. */
  static ApiSettings of(TestTemporal temporal, Path token) {
    return of(temporal.address(), temporal.namespace(), token);
  }

  static ApiSettings of(String temporalAddress, Path token) {
    return of(temporalAddress, "default", token);
  }

  /**
   * Settings.
   *
   * @param token the file of the token for triggers; null for none
   */
  static ApiSettings of(String temporalAddress, String namespace, Path token) {
    return new ApiSettings(
        "127.0.0.1",
        0,
        TemporalAccess.plain(temporalAddress, namespace),
        URI.create("http://ui.example"),
        Optional.ofNullable(token),
        Authorization.TOKEN_FILE,
        false);
  }
}
