package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.openshift.client.OpenShiftClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConnectionTest {

  @TempDir Path folder;

  @Test
  void takesTheClusterOfTheKubeconfig() throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            current-context: main
            contexts:
            - name: main
              context: {cluster: here, user: me}
            clusters:
            - name: here
              cluster: {server: "https://api.example.test:6443"}
            users:
            - name: me
              user: {token: not-a-secret}
            """);
    try (OpenShiftClient client = ClusterConnection.open(kubeconfig)) {
      assertEquals("https://api.example.test:6443/", client.getConfiguration().getMasterUrl());
      assertEquals("not-a-secret", client.getConfiguration().getAutoOAuthToken());
      assertTrue(
          client.getConfiguration().isHttp2Disable(),
          "one dead connection would fail all requests");
    }
  }

  @Test
  void aMissingKubeconfigIsRefused() {
    Path missing = folder.resolve("missing");
    assertEquals(
        "kubeconfig " + missing + ": there is no such file, or permission to read it is missing",
        assertThrows(IllegalArgumentException.class, () -> ClusterConnection.open(missing))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "apiVersion: v1\nkind: Config\n",
        "kind: Config\ncurrent-context: gone\nclusters: []\ncontexts: []\nusers: []\n"
      })
  void aKubeconfigWithoutAClusterIsRefused(String text) throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), text);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ClusterConnection.open(empty))
            .getMessage();
    assertTrue(message.startsWith("kubeconfig " + empty + " "), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aKubeconfigThatCannotBeParsedIsRefusedInOneLine() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken"), "clusters:\n- name: a: b\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> ClusterConnection.open(broken))
            .getMessage();
    assertTrue(message.startsWith("kubeconfig " + broken + " cannot be used: "), message);
    assertEquals(1, message.lines().count(), message);
  }

  /** The parser quotes the lines around a mistake. */
  @Test
  void aKubeconfigThatCannotBeParsedIsNotQuoted() throws Exception {
    Path broken =
        Files.writeString(
            folder.resolve("broken"), "users:\n- user:\n    token: very-secret\n   name: a: b\n");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ClusterConnection.open(broken));
    assertFalse(refusal.toString().contains("very-secret"), refusal.toString());
    assertNull(refusal.getCause());
  }
}
