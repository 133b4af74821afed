package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
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

/** Images that are unusual, and that other tools copy. */
class UnusualImageTest {

  private static final String CACHE_CONFIG = "application/vnd.buildkit.cacheconfig.v0";
  private static final String FOREIGN_LAYER =
      "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

  @AutoClose private final LenientRegistry source = LenientRegistry.start();
  @AutoClose private final LenientRegistry target = LenientRegistry.start();
  @AutoClose private final ScriptedServer elsewhere = ScriptedServer.start();

  @AutoClose
  private final RegistryEngine engine =
      RegistryEngine.create(
          EngineSettings.defaults()
              .withInsecureRegistry(source.host())
              .withInsecureRegistry(target.host())
              .withInsecureRegistry(elsewhere.host()));

  private final TestBlob config = blob(TestImages.OCI_CONFIG, "{\"os\":\"linux\"}");
  private final TestBlob layer = blob(TestImages.OCI_LAYER, "layer");
  private final TestImage image = TestImages.image(TestImages.OCI_MANIFEST, config, List.of(layer));

  @BeforeEach
  void putAnImageIntoTheSource() {
    put(config);
    put(layer);
    source.putManifest(image.digest(), image.mediaType(), image.bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'schemaVersion':2,'mediaType':'$image','config':$config}",
        "{'schemaVersion':2,'mediaType':'$image','config':$config,'layers':null}",
        "{'schemaVersion':2,'mediaType':'$image','config':$config,'layers':[],'manifests':null}",
        "{'schemaVersion':2,'mediaType':'$image','layers':[$layer]}",
        "{'mediaType':'$image','config':$config,'layers':[$layer]}",
        "{'schemaVersion':'2','mediaType':'$image','config':$config,'layers':[$layer]}",
        "{'schemaVersion':2,'mediaType':'$image','config':$config,'layers':[$layer],'platform':7}",
        "{'schemaVersion':2,'config':$config,'layers':[$layer],'annotations':{'a':'b','a':'c'}}",
        "{'schemaVersion':2,'config':$config,'layers':[$layer],'annotations':{'a':'\u00fc'}}",
        "{'schemaVersion':2,'config':$config,'layers':[],'annotations':{'$long':'$long'}}",
        "{'schemaVersion':2,'mediaType':'$index','manifests':null}",
        "{'schemaVersion':2,'mediaType':'$index'}",
        "{'schemaVersion':2,'mediaType':'$index','manifests':[],'config':null,'layers':null}",
        "{'schemaVersion':2,'manifests':[{'digest':'$digest','size':7,'platform':['linux']}]}",
        "{'schemaVersion':2,'manifests':[{'digest':'$digest','size':7,'platform':'linux/amd64'}]}",
        "{'schemaVersion':2,'manifests':[{'digest':'$digest','platform':{'os':7,'variant':[1]}}]}",
        "{'schemaVersion':2,'manifests':[{'digest':'$digest','size':-1,'mediaType':null}]}",
        "{'schemaVersion':2,'manifests':[{'digest':'$digest','platform':{'os':'$long'}}]}",
        "{'schemaVersion':2,'manifests':[{'digest':'$digest','platform':{'os':'a','os':'b'}}]}",
      })
  void whatIsNotNeededIsNotJudged(String json) {
    // ISO 8859-1, so that not all of it is UTF-8.
    byte[] bytes = filled(json).getBytes(StandardCharsets.ISO_8859_1);
    source.putManifest("v1", "application/json", bytes);
    assertEquals(TestBlob.sha256(bytes), copy("v1").digest());
    assertArrayEquals(bytes, target.manifest("copied").orElseThrow());
    if (json.contains("$layer")) {
      assertArrayEquals(source.blob(layer.digest()).get(), target.blob(layer.digest()).get());
    }
    if (json.contains("$digest")) {
      assertArrayEquals(image.bytes(), target.manifest(image.digest()).orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'schemaVersion':2",
        "{'schemaVersion':2,'layers':7}",
        "{'schemaVersion':2,'config':{'digest':'md5:0','size':1}}",
        "{'schemaVersion':2,'config':{'digest':'$digest','size':99999999999999999999}}",
      })
  void theMessageBlamesNoTransferOfBytesThatHaveTheAnnouncedDigest(String json) {
    source.putManifest("v1", "", filled(json).getBytes(StandardCharsets.UTF_8));
    RegistryException e = assertThrows(RegistryException.class, () -> copy("v1"));
    assertEquals(RegistryError.MANIFEST_INVALID, e.type());
    assertFalse(e.getMessage().contains("cut off"), e.getMessage());
  }

  @Test
  void anIndexOfBlobsIsCopied() {
    TestBlob cache = blob(CACHE_CONFIG, "{}");
    put(cache);
    String index =
        filled("{'schemaVersion':2,'mediaType':'$index','manifests':[$layer,$cache]}")
            .replace("$cache", descriptor(cache));
    source.putManifest("v1", TestImages.OCI_INDEX, index.getBytes(StandardCharsets.UTF_8));
    CopyResult copied = copy("v1");
    assertEquals(2, copied.blobsCopied());
    assertArrayEquals(
        index.getBytes(StandardCharsets.UTF_8), target.manifest("copied").orElseThrow());
    assertTrue(target.blob(layer.digest()).isPresent());
    assertTrue(target.blob(cache.digest()).isPresent());
  }

  @Test
  void aTargetThatTakesNoIndexOfBlobsIsNotToldToTryAgain() {
    String index = filled("{'schemaVersion':2,'mediaType':'$index','manifests':[$layer]}");
    source.putManifest("v1", TestImages.OCI_INDEX, index.getBytes(StandardCharsets.UTF_8));
    elsewhere.always("POST", "/blobs/uploads/", Answer.reply(201, ""));
    elsewhere.always(
        "PUT", "/manifests/", Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "unknown to registry"));
    PullSpec from = new PullSpec(source.host(), LenientRegistry.REPOSITORY, "v1", null);
    PullSpec to = new PullSpec(elsewhere.host(), "ci", "copied", null);
    RegistryException e =
        assertThrows(
            RegistryException.class, () -> engine.copy(from, null, List.of(to), CopyListener.NONE));
    assertEquals(RegistryError.MANIFEST_INVALID, e.type());
    assertTrue(e.getMessage().contains("so it is a build cache and no image"), e.getMessage());
    assertTrue(e.getMessage().contains(TestImages.OCI_LAYER), e.getMessage());
    assertFalse(e.getMessage().contains("another try"), e.getMessage());
  }

  @Test
  void anIndexMayListManifestsAndBlobs() {
    String index =
        filled(
            "{'schemaVersion':2,'mediaType':'$index','manifests':[$layer,{'mediaType':'$image',"
                + "'digest':'$digest','size':1}]}");
    source.putManifest("v1", TestImages.OCI_INDEX, index.getBytes(StandardCharsets.UTF_8));
    copy("v1");
    assertTrue(target.blob(layer.digest()).isPresent());
    assertArrayEquals(image.bytes(), target.manifest(image.digest()).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"$image; charset=utf-8", "$upper", ""})
  void anIndexMaySpellTheTypesOfItsManifestsInOtherWays(String type) {
    String spelled = type.replace("$upper", TestImages.OCI_MANIFEST.toUpperCase(Locale.ROOT));
    String index =
        filled(
            "{'schemaVersion':2,'mediaType':'$index','manifests':[{'mediaType':'"
                + spelled
                + "','digest':'$digest','size':1}]}");
    source.putManifest("v1", TestImages.OCI_INDEX, index.getBytes(StandardCharsets.UTF_8));
    copy("v1");
    assertArrayEquals(image.bytes(), target.manifest(image.digest()).orElseThrow());
  }

  @Test
  void anImageNamedBySha512IsComparedBySha256() {
    String sha512 = TestBlob.sha512(image.bytes());
    source.putManifest(sha512, image.mediaType(), image.bytes());
    PullSpec from = new PullSpec(source.host(), LenientRegistry.REPOSITORY, null, sha512);
    assertEquals(Optional.of(image.digest()), engine.digest(from));
    for (String expected : new String[] {image.digest(), sha512, null}) {
      assertEquals(image.digest(), copy(from, expected).digest());
      assertArrayEquals(image.bytes(), target.manifest("copied").orElseThrow());
    }
    RegistryException e =
        assertThrows(RegistryException.class, () -> copy(from, "sha256:" + "0".repeat(64)));
    assertEquals(RegistryError.CONTENT_CORRUPT, e.type());
  }

  @Test
  void aForeignLayerThatTheSourceHasIsCopied() {
    TestBlob foreign = blob(FOREIGN_LAYER, "foreign");
    put(foreign);
    putImageWith(descriptor(foreign, elsewhere.uri() + "/layer"));
    copy("v1");
    assertArrayEquals(source.blob(foreign.digest()).get(), target.blob(foreign.digest()).get());
    assertEquals(List.of(), elsewhere.seen());
  }

  @ParameterizedTest
  @ValueSource(strings = {FOREIGN_LAYER, TestImages.OCI_LAYER})
  void aLayerThatTheSourceLacksIsReadFromItsUrls(String mediaType) {
    TestBlob foreign = blob(mediaType, "foreign");
    putImageWith(descriptor(foreign, "ftp://a/b", elsewhere.uri() + "/1", elsewhere.uri() + "/2"));
    RegistryException e = assertThrows(RegistryException.class, () -> copy("v1"));
    assertEquals(RegistryError.SOURCE_INCOMPLETE, e.type());
    assertTrue(e.getMessage().contains(foreign.digest()), e.getMessage());
    elsewhere.always("GET", "/2", Answer.reply(200, "foreign"));
    copy("v1");
    assertArrayEquals(
        "foreign".getBytes(StandardCharsets.UTF_8), target.blob(foreign.digest()).get());
    assertTrue(elsewhere.seen().getLast().header("Authorization").isEmpty());
  }

  /** Other tools copy these, too: the digest says whether the bytes are right. */
  @ParameterizedTest
  @ValueSource(strings = {"", ",'size':null", ",'size':1", ",'size':999"})
  void aLayerMayHaveAnotherSizeThanItsManifestSays(String size) {
    putImageWith(
        "{'mediaType':'%s','digest':'%s'%s}".formatted(layer.mediaType(), layer.digest(), size));
    copy("v1");
    assertArrayEquals(source.manifest("v1").orElseThrow(), target.manifest("copied").orElseThrow());
    assertArrayEquals(layer.bytes(), target.blob(layer.digest()).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesOfAnotherDigestAreRefusedWhateverTheirNumber(boolean ofTheConfig) {
    TestBlob blob = ofTheConfig ? config : layer;
    putImageWith(descriptor(layer));
    for (int length : new int[] {0, 1, blob.bytes().length, 3_000_000}) {
      source.putBlob(blob.digest(), new byte[length]);
      RegistryException e = assertThrows(RegistryException.class, () -> copy("v1"));
      assertEquals(RegistryError.CONTENT_CORRUPT, e.type());
      assertTrue(target.blob(blob.digest()).isEmpty());
    }
  }

  private CopyResult copy(String tag) {
    return copy(new PullSpec(source.host(), LenientRegistry.REPOSITORY, tag, null), null);
  }

  private CopyResult copy(PullSpec from, String expected) {
    PullSpec to = new PullSpec(target.host(), LenientRegistry.REPOSITORY, "copied", null);
    return engine.copy(from, expected, List.of(to), CopyListener.NONE);
  }

  private void put(TestBlob blob) {
    source.putBlob(blob.digest(), blob.bytes());
  }

  private void putImageWith(String layerDescriptor) {
    String json =
        filled("{'schemaVersion':2,'mediaType':'$image','config':$config,'layers':[$one]}")
            .replace("$one", layerDescriptor.replace('\'', '"'));
    source.putManifest("v1", TestImages.OCI_MANIFEST, json.getBytes(StandardCharsets.UTF_8));
  }

  private String filled(String json) {
    return json.replace('\'', '"')
        .replace("$image", TestImages.OCI_MANIFEST)
        .replace("$index", TestImages.OCI_INDEX)
        .replace("$config", descriptor(config))
        .replace("$layer", descriptor(layer))
        .replace("$digest", image.digest())
        .replace("$long", "x".repeat(70_000));
  }

  private static TestBlob blob(String mediaType, String content) {
    return TestBlob.of(mediaType, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String descriptor(TestBlob blob, String... urls) {
    return "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\",\"urls\":[%s]}"
        .formatted(
            blob.mediaType(),
            blob.size(),
            blob.digest(),
            urls.length == 0 ? "" : "\"" + String.join("\",\"", urls) + "\"");
  }
}
