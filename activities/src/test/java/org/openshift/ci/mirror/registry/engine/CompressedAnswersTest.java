package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.LenientRegistry;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Answers that a server compresses although nobody asked for it. */
class CompressedAnswersTest {

  @AutoClose private final ScriptedServer source = ScriptedServer.start();
  @AutoClose private final LenientRegistry target = LenientRegistry.start();

  @AutoClose
  private final RegistryEngine engine =
      RegistryEngine.create(
          EngineSettings.defaults()
              .withInsecureRegistry(source.host())
              .withInsecureRegistry(target.host()));

  private final TestBlob config =
      TestBlob.of(TestImages.OCI_CONFIG, "{\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8));
  private final TestBlob layer =
      TestBlob.of(
          TestImages.OCI_LAYER, zipped("tar".repeat(5_000).getBytes(StandardCharsets.UTF_8)));
  private final TestImage image = TestImages.image(TestImages.OCI_MANIFEST, config, List.of(layer));

  /** After the answers that a test wants first. */
  private void serveTheImage() {
    source.always("GET", "/manifests/", reply(image.bytes()));
    source.always("GET", "/blobs/" + config.digest(), reply(config.bytes()));
    source.always("GET", "/blobs/" + layer.digest(), reply(layer.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
  void manifestsAndBlobsAreCopiedAsTheyWere(String coding) {
    source.once("GET", "/manifests/", compressed(image.bytes(), coding));
    source.once("GET", "/blobs/" + config.digest(), compressed(config.bytes(), coding));
    source.once("GET", "/blobs/" + layer.digest(), compressed(layer.bytes(), coding));
    copiesTheImage();
  }

  @Test
  void whatIsWronglyCalledCompressedIsCopiedAsItIs() {
    source.once("GET", "/manifests/", reply(image.bytes()).with("Content-Encoding", "gzip"));
    source.once("GET", config.digest(), reply(config.bytes()).with("Content-Encoding", "gzip"));
    source.once("GET", layer.digest(), reply(layer.bytes()).with("Content-Encoding", "gzip"));
    copiesTheImage();
  }

  @Test
  void aTokenIsRead() {
    source.once(
        "GET",
        "/manifests/",
        Answer.reply(401, "")
            .with("WWW-Authenticate", "Bearer realm=\"" + source.uri() + "/token\""));
    source.once(
        "GET", "^/token", compressed("{\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8), "gzip"));
    copiesTheImage();
  }

  @Test
  void anErrorIsRead() {
    byte[] error = "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\"}]}".getBytes(StandardCharsets.UTF_8);
    Answer.Reply refusal = compressed(error, "gzip");
    source.once("GET", "/manifests/", new Answer.Reply(403, refusal.headers(), refusal.body()));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.RATE_LIMITED, e.type());
  }

  @Test
  void aBodyThatGrowsWithoutEndIsNotHeldInMemory() {
    source.once("GET", "/manifests/", compressed(new byte[64 << 20], "gzip"));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.MANIFEST_INVALID, e.type());
    assertTrue(e.getMessage().contains("more than the"), e.getMessage());
  }

  private void copiesTheImage() {
    serveTheImage();
    copy();
    assertArrayEquals(image.bytes(), target.manifest("copied").orElseThrow());
    assertArrayEquals(config.bytes(), target.blob(config.digest()).orElseThrow());
    assertArrayEquals(layer.bytes(), target.blob(layer.digest()).orElseThrow());
  }

  private void copy() {
    PullSpec from = new PullSpec(source.host(), "ns/app", "v1", null);
    PullSpec to = new PullSpec(target.host(), LenientRegistry.REPOSITORY, "copied", null);
    var _ = engine.copy(from, null, List.of(to), CopyListener.NONE);
  }

  private static Answer.Reply compressed(byte[] bytes, String coding) {
    return reply(zipped(bytes)).with("Content-Encoding", coding);
  }

  private static Answer.Reply reply(byte[] bytes) {
    return Answer.reply(200, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return zipped.toByteArray();
  }
}
