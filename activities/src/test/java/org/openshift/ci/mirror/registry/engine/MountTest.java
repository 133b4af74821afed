package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A blob that cannot be mounted is uploaded, whatever prevents the mount. */
class MountTest {

  private static final String TARGET = "^/v2/target/app/";
  private static final String MOUNT = TARGET + "blobs/uploads/\\?mount=";

  @AutoClose private final ScriptedServer registry = ScriptedServer.start();
  @AutoClose private final ScriptedServer source = ScriptedServer.start();

  @AutoClose
  private final RegistryEngine engine =
      RegistryEngine.create(
          EngineSettings.defaults()
              .withInsecureRegistry(source.host())
              .withInsecureRegistry(registry.host()));

  private final TestImages images = new TestImages(78);

  static Stream<Answer> refusals() {
    return Stream.of(
        Answer.error(400, "UNSUPPORTED", "no mounts"),
        Answer.error(401, "UNAUTHORIZED", "not from there"),
        Answer.error(403, "DENIED", "not from there"),
        Answer.error(404, "NAME_UNKNOWN", "no such repository"),
        Answer.error(405, "DENIED", "not from there"),
        Answer.error(409, "CONFLICT", "not now"),
        Answer.error(500, "UNKNOWN", "mounts are broken"),
        Answer.reply(503, ""),
        Answer.reply(202, ""),
        Answer.reply(303, "").with("Location", "/login"),
        new Answer.Break(0));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aMountFromAnotherRepositoryThatFailsIsNoHarm(Answer refusal) {
    registry.always("POST", MOUNT, refusal);
    assertUploaded(registry, images.docker());
  }

  @Test
  void aTokenForAMountThatIsRefusedIsNoHarm() {
    registry.times(
        Integer.MAX_VALUE,
        "GET",
        "^/token",
        request ->
            request.target().contains("source%2Fapp%3Apull") && request.target().contains("push")
                ? Answer.error(403, "DENIED", "not both")
                : Answer.reply(200, "{\"token\":\"t\"}"));
    TestImage image = images.docker();
    registry.times(Integer.MAX_VALUE, "*", "^/v2/", request -> withToken(request, image));
    assertEquals(1, copy(registry, image));
  }

  @Test
  void aRefusedMountIsNotTriedForEveryBlob() {
    registry.always("POST", MOUNT, Answer.error(403, "DENIED", "not from there"));
    assertUploaded(registry, images.docker());
    registry.clearRules();
    registry.always("POST", MOUNT, Answer.error(403, "DENIED", "not from there"));
    assertUploaded(registry, images.oci());
    assertEquals(1, registry.seen("POST", "mount=").size());
  }

  @Test
  void aRegistryThatAsksForFewerRequestsGetsNoOtherAtOnce() {
    registry.always("POST", MOUNT, Answer.reply(429, ""));
    TestImage image = images.docker();
    serve(registry, image);
    RegistryException e = assertThrows(RegistryException.class, () -> copy(registry, image));
    assertEquals(RegistryError.RATE_LIMITED, e.type());
    assertEquals(1, registry.seen("POST", "").size());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aTargetThatRefusesToSayWhetherItHasABlobGetsIt(int status) {
    registry.always("POST", MOUNT, Answer.error(400, "UNSUPPORTED", "no mounts"));
    registry.always("HEAD", TARGET + "blobs/", Answer.reply(status, ""));
    assertUploaded(source, images.docker());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 409, 500, 501, 503})
  void aTargetThatFailsToSayWhetherItHasABlobGetsItInTheNextAttempt(int status) {
    registry.always("POST", MOUNT, Answer.error(400, "UNSUPPORTED", "no mounts"));
    registry.always("HEAD", TARGET + "blobs/", Answer.reply(status, ""));
    TestImage image = images.docker();
    serve(source, image);
    RegistryException e = assertThrows(RegistryException.class, () -> copy(source, image));
    assertTrue(e.getMessage().contains("answered " + status), e.getMessage());
    assertEquals(1, copy(source, image));
  }

  @Test
  void aTargetThatLimitsItsAnswersGetsNoBlob() {
    registry.always("POST", MOUNT, Answer.error(400, "UNSUPPORTED", "no mounts"));
    registry.always("HEAD", TARGET + "blobs/", Answer.reply(429, ""));
    TestImage image = images.docker();
    serve(source, image);
    RegistryException e = assertThrows(RegistryException.class, () -> copy(source, image));
    assertEquals(RegistryError.RATE_LIMITED, e.type());
    assertEquals(List.of(), registry.seen("PUT", ""));
  }

  /**
   * The question for a blob by a mount from its own repository, without an address to upload to.
   */
  @Test
  void aTargetThatTakesAMountAndNamesNoUploadIsNotAskedSoAgain() {
    registry.always("POST", MOUNT, Answer.reply(202, ""));
    assertUploaded(source, images.docker());
    source.clearRules();
    registry.clearRules();
    registry.always("POST", MOUNT, Answer.reply(202, ""));
    assertUploaded(source, images.oci());
    assertEquals(1, registry.seen("POST", "mount=").size());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, 503})
  void aTargetThatFailsAMountFromItsOwnRepositoryIsNotAskedSoInTheNextAttempt(int status) {
    registry.always("POST", MOUNT, Answer.reply(status, ""));
    TestImage image = images.docker();
    serve(source, image);
    RegistryException e = assertThrows(RegistryException.class, () -> copy(source, image));
    assertTrue(e.getMessage().contains("answered " + status), e.getMessage());
    assertEquals(1, copy(source, image));
  }

  @Test
  void aBlobThatWasMountedAndIsNotThereIsUploaded() {
    registry.always("POST", MOUNT, Answer.reply(201, ""));
    registry.once("PUT", "/manifests/", Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown"));
    assertUploaded(registry, images.docker());
  }

  private void assertUploaded(ScriptedServer from, TestImage image) {
    serve(from, image);
    assertEquals(1, copy(from, image));
  }

  private void serve(ScriptedServer from, TestImage image) {
    from.times(Integer.MAX_VALUE, "GET", "^/v2/source/", request -> answer(request, image));
    registry.times(Integer.MAX_VALUE, "*", TARGET, request -> answer(request, image));
  }

  private static Answer withToken(SeenRequest request, TestImage image) {
    return request.header("Authorization").isPresent()
        ? answer(request, image)
        : Answer.reply(401, "")
            .with(
                "WWW-Authenticate",
                "Bearer realm=\"http://%s/token\"".formatted(request.header("Host").orElse("")));
  }

  /** A registry that has the image in its repository source/app and takes everything. */
  private static Answer answer(SeenRequest request, TestImage image) {
    boolean there = request.target().contains("source/") || request.target().endsWith("/v1");
    return switch (request.method()) {
      case "POST" -> Answer.reply(202, "").with("Location", "/v2/target/app/blobs/uploads/1");
      case "PUT" -> Answer.reply(201, "");
      case "GET" ->
          !there
              ? Answer.reply(404, "")
              : request.target().contains("/blobs/")
                  ? Answer.reply(200, text(image))
                  : Answer.reply(200, image.manifest()).with("Content-Type", image.mediaType());
      default -> Answer.reply(404, "");
    };
  }

  private static String text(TestImage image) {
    try (InputStream in = image.blobs().getFirst().content().get()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** How many blobs were uploaded. */
  private int copy(ScriptedServer from, TestImage image) {
    return engine
        .copy(
            new PullSpec(from.host(), "source/app", null, image.digest()),
            image.digest(),
            List.of(new PullSpec(registry.host(), "target/app", "v1", null)),
            CopyListener.NONE)
        .blobsCopied();
  }
}
