package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
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
import org.openshift.ci.mirror.testing.LenientRegistry;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Redirects and upload locations: what is followed, what is not, and what messages say of it. */
class RedirectTest {

  private static final Instant CREATED = Instant.parse("2026-10-11T12:13:14Z");
  private static final String UPLOADS = "/v2/target/app/blobs/uploads/";

  @AutoClose private final ScriptedServer registry = ScriptedServer.start();
  @AutoClose private final ScriptedServer storage = ScriptedServer.start();

  @AutoClose
  private final RegistryEngine engine =
      RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(registry.host()));

  private final TestImage image = new TestImages(77).dockerCreated(CREATED);
  private final TestBlob config = image.blobs().getFirst();

  @ParameterizedTest
  @ValueSource(ints = {302, 303, 307, 308})
  void aBlobThatTheRegistryKeepsElsewhereIsThere(int status) {
    serveImage();
    acceptManifests();
    registry.always(
        "HEAD", "/blobs/sha256:", redirect(status, storage.uri() + "/x?signed=for-get"));
    CopyResult result = copy();
    assertEquals(0, result.blobsCopied());
    assertEquals(List.of(), registry.seen("*", "/uploads/"));
    assertEquals(List.of(), storage.seen());
  }

  @Test
  void anotherAddressInTheSameRegistryIsAskedForTheBlob() {
    serveImage();
    acceptManifests();
    registry.always("HEAD", "/blobs/sha256:", redirect(307, "/moved/here"));
    registry.always("HEAD", "/moved/here$", Answer.reply(404, ""));
    registry.always("POST", "mount=", Answer.reply(201, ""));
    assertEquals(1, copy().blobsMounted());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void writesAreFollowedAsWrites(int status) {
    serveImage();
    registry.always("HEAD", "/blobs/sha256:", Answer.reply(404, ""));
    registry.always("POST", "^" + UPLOADS, redirect(status, "/else" + UPLOADS));
    registry.always("POST", "^/else", Answer.reply(202, "").with("Location", "session"));
    registry.always("PUT", "^/else" + UPLOADS + "session", Answer.reply(201, ""));
    registry.always("GET", "^/v2/source/app/blobs/", blob());
    acceptManifests();
    assertEquals(1, copy().blobsCopied());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void anUploadThatIsRedirectedIsReadFromItsSourceAgain(int status) {
    serveImage();
    acceptManifests();
    registry.always("HEAD", "/blobs/sha256:", Answer.reply(404, ""));
    registry.always("POST", UPLOADS, Answer.reply(202, "").with("Location", UPLOADS + "1"));
    registry.always("GET", "^/v2/source/app/blobs/", blob());
    try (LenientRegistry other = LenientRegistry.start()) {
      String location =
          "http://%s/v2/%s/blobs/uploads/session?digest=%s"
              .formatted(other.host(), LenientRegistry.REPOSITORY, config.digest());
      registry.always("PUT", "/uploads/1", redirect(status, location));
      assertEquals(1, copy().blobsCopied());
      byte[] arrived = other.blob(config.digest()).orElseThrow();
      assertEquals(config.digest(), TestBlob.sha256(arrived));
    }
    assertEquals(2, registry.seen("GET", "^/v2/source/app/blobs/").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      value = {
        "/store/x?sig=a|b -> /store/x?sig=a%7Cb",
        "/store/x?name=\"x\"&y=^ -> /store/x?name=%22x%22&y=%5E",
        "/store/{y}/x -> /store/%7By%7D/x",
        "/store/<y>^[z]/x?a[0]=<b> -> /store/%3Cy%3E%5E%5Bz%5D/x?a[0]=%3Cb%3E",
        "/store/x?a\\b -> /store/x?a%5Cb",
        "/store/100%/x?a%zz%41 -> /store/100%25/x?a%25zz%41",
        "/store/x%20y?a%7Cb=1#part -> /store/x%20y?a%7Cb=1",
        "/store/a key/x -> /store/a%20key/x",
      })
  void charactersThatAUrlMustNotContainAreEncoded(String sent, String asked) {
    serveImage();
    registry.always("GET", "/blobs/", redirect(307, storage.uri() + sent));
    storage.always("GET", "^/store", blob());
    assertEquals(Optional.of(CREATED), engine.created(source()));
    assertEquals(asked, storage.seen().getFirst().target());
  }

  @Test
  void charactersThatAUrlMustNotContainAreEncodedInTheLocationOfAnUpload() {
    serveImage();
    acceptManifests();
    registry.always("HEAD", "/blobs/sha256:", Answer.reply(404, ""));
    registry.always(
        "POST", UPLOADS, Answer.reply(202, "").with("Location", UPLOADS + "1?_state=a|b c"));
    registry.always("PUT", "/uploads/1\\?_state=a%7Cb%20c&digest=", Answer.reply(201, ""));
    registry.always("GET", "^/v2/source/app/blobs/", blob());
    assertEquals(1, copy().blobsCopied());
  }

  @Test
  void aRedirectWithoutAnAddressIsCalledThat() {
    serveImage();
    registry.always("GET", "/blobs/", Answer.reply(307, ""));
    RegistryException e = assertThrows(RegistryException.class, () -> engine.created(source()));
    assertEquals(RegistryError.REGISTRY_ERROR, e.type());
    assertTrue(e.getMessage().contains("answered 307 without a Location header"), e.getMessage());
    assertEquals(1, registry.seen("GET", "/blobs/").size());
  }

  @Test
  void anUploadWithoutAnAddressIsCalledThat() {
    serveImage();
    registry.always("HEAD", "/blobs/sha256:", Answer.reply(404, ""));
    registry.always("POST", UPLOADS, Answer.reply(202, "").with("Location", " "));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.REGISTRY_ERROR, e.type());
    assertTrue(e.getMessage().contains("answered 202 without a Location header"), e.getMessage());
  }

  @Test
  void nothingSecretOfARedirectIsQuoted() {
    serveImage();
    registry.once("GET", "/blobs/", redirect(307, storage.uri() + "/x?sig=query-secret"));
    storage.always("GET", "/x", Answer.error(403, "DENIED", "body-secret"));
    assertSaysNoSecret(assertThrows(RegistryException.class, () -> engine.created(source())));
    for (String address :
        List.of(
            "http://user:pass-secret@" + storage.host() + "/x?sig=query-secret",
            "https://user:pass-secret@[bad/path-secret",
            "ftp://user:pass-secret@host/path-secret?query-secret")) {
      registry.once("GET", "/blobs/", redirect(307, address));
      assertSaysNoSecret(assertThrows(RegistryException.class, () -> engine.created(source())));
    }
    registry.once("GET", "/blobs/", redirect(307, storage.uri() + "/x?sig=query-secret"));
    storage.close();
    assertSaysNoSecret(assertThrows(RegistryException.class, () -> engine.created(source())));
  }

  @Test
  void theAddressOfATokenServiceIsQuotedWithoutItsSecrets() {
    registry.always(
        "HEAD",
        "",
        Answer.reply(401, "")
            .with(
                "WWW-Authenticate",
                "Bearer realm=\"http://user:pass-secret@auth.example/x?key=query-secret\""));
    assertSaysNoSecret(assertThrows(RegistryException.class, () -> engine.digest(source())));
  }

  private static void assertSaysNoSecret(RegistryException e) {
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  private void serveImage() {
    Answer manifest = Answer.reply(200, image.manifest()).with("Content-Type", image.mediaType());
    registry.always("GET", "^/v2/source/app/manifests/", manifest);
    registry.always("GET", "^/v2/target/app/manifests/v1", manifest);
  }

  private void acceptManifests() {
    registry.always("PUT", "^/v2/target/app/manifests/", Answer.reply(201, ""));
  }

  private Answer.Reply blob() {
    try (InputStream in = config.content().get()) {
      return Answer.reply(200, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CopyResult copy() {
    return engine.copy(
        source(),
        image.digest(),
        List.of(new PullSpec(registry.host(), "target/app", "v1", null)),
        CopyListener.NONE);
  }

  private PullSpec source() {
    return new PullSpec(registry.host(), "source/app", null, image.digest());
  }

  private static Answer.Reply redirect(int status, String location) {
    return Answer.reply(status, "").with("Location", location);
  }
}
