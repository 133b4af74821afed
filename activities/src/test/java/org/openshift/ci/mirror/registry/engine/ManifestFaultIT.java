package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Manifests that are rejected, replaced, missing, or too large. */
class ManifestFaultIT {

  @AutoClose private static final RegistryPair registries = new RegistryPair();

  private final long unique = System.nanoTime();
  private final String repository = "openshift/ci-" + unique;
  private final TestImages images = new TestImages(unique);
  private final TestImage image = images.docker(3_000, 20_000);
  private ScriptedPair scripted;
  private ScriptedServer source;
  private ScriptedServer target;
  private RegistryEngine engine;

  @BeforeEach
  void start() {
    scripted = registries.scripted(repository, settings -> settings);
    source = scripted.source;
    target = scripted.target;
    engine = scripted.engine;
    registries.push(image);
  }

  @AfterEach
  void stop() {
    scripted.close();
  }

  @Test
  void whatTheTargetStoredInsteadIsNeverCalledASuccess() {
    TestImage other = images.docker(5);
    target.once(
        "GET",
        "/manifests/floating",
        Answer.reply(200, other.manifest()).with("Content-Type", other.mediaType()));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.READ_BACK_DIFFERS, e.type());
    succeed();
    target.once(
        "PUT",
        "/manifests/date",
        Answer.reply(201, "").with("Docker-Content-Digest", other.digest()));
    assertEquals(
        RegistryError.READ_BACK_DIFFERS, assertThrows(RegistryException.class, this::copy).type());
  }

  @Test
  void aTagThatVanishesAfterThePushIsNoticed() {
    target.once("GET", "/manifests/date", Answer.error(404, "MANIFEST_UNKNOWN", "gone"));
    assertEquals(
        RegistryError.READ_BACK_DIFFERS, assertThrows(RegistryException.class, this::copy).type());
  }

  @Test
  void aMissingChildOfAListIsAnIncompleteSource() {
    TestImage list = images.dockerList(1000);
    registries.sourceAccess.push("ns/list", "v1", list);
    source.always(
        "GET",
        list.children().getLast().digest(),
        Answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown"));
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () ->
                engine.copy(
                    PullSpec.parse(source.host() + "/ns/list:v1"),
                    list.digest(),
                    List.of(to("list")),
                    CopyListener.NONE));
    assertEquals(RegistryError.SOURCE_INCOMPLETE, e.type());
    assertTrue(e.getMessage().contains(list.children().getLast().digest()), e.getMessage());
  }

  @Test
  void aManifestThatTheTargetRefusesForAReasonIsNotSentAgain() {
    target.once("PUT", "/manifests/", Answer.error(400, "MANIFEST_INVALID", "no such schema"));
    RegistryException e = assertThrows(RegistryException.class, this::copy);
    assertEquals(RegistryError.MANIFEST_INVALID, e.type());
    assertEquals(1, target.seen("PUT", "/manifests/").size());
  }

  @Test
  void aManifestLargerThanAnyIsNotRead() {
    source.once("GET", "/manifests/", Answer.reply(200, "{" + " ".repeat(5_000_000)));
    assertEquals(
        RegistryError.MANIFEST_INVALID, assertThrows(RegistryException.class, this::copy).type());
  }

  @Test
  void aRegistryThatForgetsTheDigestHeaderIsReadInstead() {
    source.once("HEAD", "/manifests/", Answer.reply(200, ""));
    assertEquals(
        Optional.of(image.digest()), engine.digest(PullSpec.parse(source.host() + "/ns/app:v1")));
    source.once("HEAD", "/manifests/", Answer.reply(405, ""));
    assertEquals(
        Optional.of(image.digest()), engine.digest(PullSpec.parse(source.host() + "/ns/app:v1")));
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
