package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;
import org.openshift.ci.mirror.testing.TestSettings;

/**
 * Faulty registries: each fault either is harmless, or ends the attempt with the right kind of
 * failure, after which the next attempt succeeds.
 */
@Order(1)
class FaultIT {

  private static final Duration IDLE = Duration.ofSeconds(1);

  @AutoClose private static final RegistryPair registries = new RegistryPair();

  private final long unique = System.nanoTime();
  private final String repository = "openshift/ci-" + unique;
  private final TestImages images = new TestImages(unique);
  private final TestImage image = images.docker(3_000_000, 20_000);
  private final String layer = "/blobs/" + image.blobs().get(1).digest();
  private ScriptedPair scripted;
  private ScriptedServer source;
  private ScriptedServer target;
  private RegistryEngine engine;

  @BeforeEach
  void start() {
    scripted =
        registries.scripted(
            repository,
            settings ->
                TestSettings.withTimeouts(
                    settings,
                    new EngineSettings.Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        IDLE,
                        Duration.ofSeconds(2))));
    source = scripted.source;
    target = scripted.target;
    engine = scripted.engine;
    registries.push(image);
  }

  @AfterEach
  void stop() {
    scripted.close();
  }

  @ParameterizedTest
  @CsvSource({
    "500, HEAD, /manifests/, REGISTRY_ERROR",
    "502, GET,  /manifests/sha256:, REGISTRY_ERROR",
    "503, POST, /blobs/uploads/, REGISTRY_ERROR",
    "504, POST, /blobs/uploads/, REGISTRY_ERROR",
    "500, PUT,  /blobs/uploads/, REGISTRY_ERROR",
    "502, PUT,  /manifests/date, REGISTRY_ERROR",
    "504, PUT,  /manifests/floating, REGISTRY_ERROR",
    "500, GET,  /manifests/floating, REGISTRY_ERROR",
    "429, GET,  /manifests/sha256:, RATE_LIMITED",
    "429, POST, /blobs/uploads/, RATE_LIMITED",
    "429, PUT,  /blobs/uploads/, RATE_LIMITED",
    "429, PUT,  /manifests/, RATE_LIMITED",
    "405, POST, /blobs/uploads/, REGISTRY_READ_ONLY",
    "405, PUT,  /manifests/, REGISTRY_READ_ONLY",
    "403, POST, /blobs/uploads/, ACCESS_DENIED",
    "401, PUT,  /manifests/, CREDENTIALS_REFUSED",
  })
  void aRefusalAtTheTargetEndsTheAttemptAndTheNextSucceeds(
      int status, String method, String path, RegistryError expected) {
    // Quay.io in its read-only mode answers DENIED; any other 405 means an unsupported method.
    String code = status == 405 ? "DENIED" : "SOME";
    target.times(1, method, path, request -> Answer.error(status, code, "scripted"));
    if (method.equals("HEAD") && path.contains("manifests")) {
      RegistryException e = assertThrows(RegistryException.class, () -> engine.digest(to("date")));
      assertEquals(expected, e.type());
    } else {
      RegistryException e = assertThrows(RegistryException.class, this::copy);
      assertEquals(expected, e.type());
      assertEquals(Optional.of(target.host()), e.registry());
    }
    succeed();
  }

  @ParameterizedTest
  @CsvSource({
    "429, RATE_LIMITED, 7",
    "503, REGISTRY_ERROR, 1",
  })
  void theWaitThatARegistryAsksForIsHandedOn(int status, RegistryError expected, int seconds) {
    target.once(
        "PUT",
        "/manifests/",
        Answer.error(status, "SOME", "scripted").with("Retry-After", "" + seconds));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(expected, e.type());
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), e.retryAfter());
  }

  @ParameterizedTest
  @CsvSource({
    "500, GET, /manifests/, REGISTRY_ERROR",
    "429, GET, /manifests/, RATE_LIMITED",
    "502, GET, /blobs/, REGISTRY_ERROR",
    "429, GET, /blobs/, RATE_LIMITED",
    "404, GET, /blobs/, SOURCE_INCOMPLETE",
    "404, GET, /manifests/, SOURCE_MISSING",
    "401, GET, /blobs/, CREDENTIALS_REFUSED",
    "403, GET, /manifests/, ACCESS_DENIED",
  })
  void aRefusalAtTheSourceEndsTheAttemptAndTheNextSucceeds(
      int status, String method, String path, RegistryError expected) {
    source.times(1, method, path, request -> Answer.error(status, "SOME", "scripted"));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(expected, e.type());
    assertEquals(Optional.of(source.host()), e.registry());
    succeed();
  }

  @Test
  void aSourceThatBreaksOffIsAskedForTheRest() {
    source.once("GET", layer, new Answer.ForwardAndBreak(1_000_000));
    source.once("GET", layer, new Answer.ForwardAndBreak(500_000));
    succeed();
    assertTrue(
        source.seen("GET", layer).stream()
            .anyMatch(request -> request.header("Range").isPresent()));
    assertEquals(3, target.seen("PUT", "/blobs/uploads/").size());
  }

  @Test
  void aSourceThatStallsIsAskedForTheRest() {
    source.once("GET", layer, new Answer.ForwardAndStall(1_000_000));
    succeed();
    List<SeenRequest> reads = source.seen("GET", layer);
    assertEquals(2, reads.size());
    assertEquals(Optional.of("bytes=1000000-"), reads.getLast().header("Range"));
    Duration between = Duration.ofNanos(reads.getLast().nanoTime() - reads.getFirst().nanoTime());
    assertTrue(between.compareTo(IDLE) > 0, "it did not wait for a stall: " + between);
  }

  @Test
  void aSourceThatEndsInGoodOrderTooEarlyIsAskedForTheRest() {
    source.once("GET", layer, new Answer.ForwardAndEnd(1_000_000));
    succeed();
    assertEquals(
        Optional.of("bytes=1000000-"), source.seen("GET", layer).getLast().header("Range"));
  }

  @Test
  void aSourceThatDripsIsAskedForTheRest() {
    source.once("GET", layer, new Answer.ForwardAndDrip(1_000_000));
    succeed();
    // The first million, and what dripped until it was given up.
    String range = source.seen("GET", layer).getLast().header("Range").orElse("");
    assertTrue(range.matches("bytes=100\\d{4}-"), range);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSourceThatOnlyDripsIsGivenUp(boolean drips) {
    source.always(
        "GET", layer, drips ? new Answer.ForwardAndDrip(0) : new Answer.ForwardAndStall(1));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.TIMEOUT, e.type());
    assertEquals(Optional.of(source.host()), e.registry());
    assertEquals(1, source.seen("GET", layer).size());
    source.clearRules();
    succeed();
  }

  @Test
  void aSourceThatIgnoresTheRangeIsATemporaryFailure() {
    source.once("GET", layer, new Answer.ForwardAndBreak(1_000_000));
    source.times(
        1,
        "GET",
        layer,
        request ->
            request.header("Range").isPresent() ? Answer.reply(200, "all") : new Answer.Forward());
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.REGISTRY_UNREACHABLE, e.type());
    succeed();
  }

  @Test
  void aWrongByteNeverReachesTheTargetsStore() {
    source.once("GET", layer, new Answer.ForwardAndCorrupt(15_000));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.CONTENT_CORRUPT, e.type());
    assertEquals(Optional.empty(), registries.targetAccess.digest(repository, "date"));
    succeed();
  }

  @Test
  void aWrongByteInAManifestIsNoticed() {
    source.once("GET", "/manifests/", new Answer.ForwardAndCorrupt(30));
    assertEquals(
        RegistryError.CONTENT_CORRUPT, assertThrows(RegistryException.class, this::copy).type());
    succeed();
  }

  @Test
  void aManifestCutShortUnderStatus200IsNoticed() {
    source.once("GET", "/manifests/", Answer.reply(200, image.manifest().substring(0, 200)));
    assertEquals(
        RegistryError.CONTENT_CORRUPT, assertThrows(RegistryException.class, this::copy).type());
    source.once("GET", "/manifests/v1", Answer.reply(200, image.manifest().substring(0, 200)));
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () ->
                engine.copy(
                    PullSpec.parse(source.host() + "/ns/app:v1"),
                    null,
                    List.of(to("date")),
                    CopyListener.NONE));
    assertEquals(RegistryError.CONTENT_CORRUPT, e.type());
    succeed();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_500_000})
  void anUploadThatBreaksOffIsBegunAnew(long after) {
    target.once("PUT", "/blobs/uploads/", new Answer.Break(after));
    succeed();
    assertEquals(4, target.seen("POST", "/blobs/uploads/").size());
  }

  @Test
  void aForgottenUploadSessionIsBegunAnew() {
    target.once("PUT", "/blobs/uploads/", Answer.error(404, "BLOB_UPLOAD_UNKNOWN", "gone"));
    succeed();
    assertEquals(4, target.seen("POST", "/blobs/uploads/").size());
  }

  @ParameterizedTest
  @CsvSource({
    "413, UNKNOWN,         LAYER_UNSUPPORTED",
    "429, TOOMANYREQUESTS, RATE_LIMITED",
    "403, DENIED,          ACCESS_DENIED",
  })
  void aRefusalThatComesBeforeTheEndOfAnUploadIsHeard(
      int status, String code, RegistryError expected) {
    TestImage large = images.docker(20_000_000);
    registries.sourceAccess.push(RegistryPair.SOURCE, "large", large);
    target.times(
        Integer.MAX_VALUE,
        "PUT",
        "/blobs/uploads/",
        request ->
            request.length() > 1_000_000
                ? new Answer.ReplyEarly(Answer.error(status, code, "scripted"))
                : new Answer.Forward());
    RegistryException e =
        assertThrows(RegistryException.class, () -> scripted.copy(large, "large"));
    assertEquals(expected, e.type(), e.getMessage());
    assertTrue(e.getMessage().contains("answered " + status), e.getMessage());
    target.clearRules();
    scripted.copy(large, "large");
    registries.assertMirrored(large, repository, "large");
  }

  @Test
  void aTargetThatTakesNoBytesIsATimeout() {
    target.once("PUT", "/blobs/uploads/", new Answer.Silence());
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.TIMEOUT, e.type());
    succeed();
  }

  @Test
  void aTargetThatDripsIsGivenUp() {
    TestImage large = images.docker(20_000_000);
    registries.sourceAccess.push(RegistryPair.SOURCE, "large", large);
    target.always("PUT", "/blobs/uploads/.*" + hex(large), new Answer.TakeSlowly());
    RegistryException e =
        assertThrows(RegistryException.class, () -> scripted.copy(large, "large"));
    assertEquals(RegistryError.TIMEOUT, e.type());
    assertEquals(Optional.of(target.host()), e.registry());
    assertEquals(1, target.seen("PUT", "/blobs/uploads/.*" + hex(large)).size());
  }

  private static String hex(TestImage image) {
    return image.blobs().get(1).digest().substring("sha256:".length());
  }

  @Test
  void aRegistryThatNeverAnswersIsATimeout() {
    target.once("PUT", "/manifests/", new Answer.Silence());
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.TIMEOUT, e.type());
    assertTrue(e.getMessage().contains(target.host()), e.getMessage());
    succeed();
  }

  @Test
  void aConnectionClosedWhileItWasIdleDoesNoHarm() {
    engine.digest(to("none"));
    target.dropConnections();
    assertEquals(Optional.empty(), engine.digest(to("none")));
    target.once("HEAD", "/manifests/", new Answer.Break(0));
    assertEquals(Optional.empty(), engine.digest(to("none")));
  }

  private CopyResult copy() {
    return scripted.copy(image, "date", "floating");
  }

  private void succeed() {
    assertEquals(image.digest(), copy().digest());
    registries.assertMirrored(image, repository, "date");
    registries.assertMirrored(image, repository, "floating");
  }

  private PullSpec to(String tag) {
    return scripted.to(tag);
  }
}
