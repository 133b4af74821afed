package org.openshift.ci.mirror.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalAccessTest {

  @TempDir Path folder;

  private static WorkflowServiceStubsOptions stubs(Map<String, String> environment) {
    return TemporalAccess.load(environment).stubs().build();
  }

  @Test
  void flagsWinOverTheEnvironmentAndThatOverTheProfileFile() throws IOException {
    Map<String, String> file = Map.of("TEMPORAL_CONFIG_FILE", profileFile());
    assertEquals("file:1", TemporalAccess.load(file).address());
    assertEquals("of-file", TemporalAccess.load(file).namespace());
    Map<String, String> both =
        Map.of("TEMPORAL_CONFIG_FILE", profileFile(), "TEMPORAL_ADDRESS", "variable:2");
    assertEquals("variable:2", TemporalAccess.load(both).address());
    TemporalAccess flag = TemporalAccess.load(both).with("flag:3", null);
    assertEquals("flag:3", flag.stubs().build().getTarget());
    assertEquals("of-file", flag.namespace());
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.toml"), "not toml");
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> TemporalAccess.load(Map.of("TEMPORAL_CONFIG_FILE", broken.toString())));
    assertTrue(failure.getMessage().contains("TEMPORAL_CONFIG_FILE"), failure.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TemporalAccess.load(
                Map.of("TEMPORAL_CONFIG_FILE", profileFile(), "TEMPORAL_PROFILE", "absent")));
  }

  @Test
  void tlsIsUsedIfItIsAskedForOrThereIsAnApiKey() {
    assertNull(stubs(Map.of("TEMPORAL_ADDRESS", "a:1")).getSslContext());
    assertNotNull(stubs(Map.of("TEMPORAL_TLS", "true")).getSslContext());
    assertNotNull(stubs(Map.of("TEMPORAL_API_KEY", "secret")).getSslContext());
    assertNull(
        stubs(Map.of("TEMPORAL_API_KEY", "secret", "TEMPORAL_TLS", "false")).getSslContext());
  }

  @Test
  void anApiKeyGoesIntoRequestsAndIsNotShown() {
    TemporalAccess access = TemporalAccess.load(Map.of("TEMPORAL_API_KEY", "secret-key"));
    assertEquals(1, access.stubs().build().getGrpcMetadataProviders().size());
    assertFalse(access.toString().contains("secret-key"), access.toString());
  }

  @Test
  void aCertificateThatCannotBeReadIsNamed() {
    TemporalAccess access =
        TemporalAccess.load(
            Map.of(
                "TEMPORAL_TLS_CLIENT_CERT_PATH",
                "/no/such.pem",
                "TEMPORAL_TLS_CLIENT_KEY_PATH",
                "/no/such.key"));
    IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, access::stubs);
    assertTrue(failure.getMessage().contains("/no/such.pem"), failure.getMessage());
  }

  @Test
  void aCertificateWithoutItsKeyIsRefused() {
    TemporalAccess access =
        TemporalAccess.load(Map.of("TEMPORAL_TLS_CLIENT_CERT_PATH", "/some/client.pem"));
    IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, access::stubs);
    assertTrue(failure.getMessage().contains("needs its key"), failure.getMessage());
  }

  private String profileFile() throws IOException {
    return Files.writeString(
            folder.resolve("temporal.toml"),
            """
            [profile.default]
            address = "file:1"
            namespace = "of-file"
            """)
        .toString();
  }
}
