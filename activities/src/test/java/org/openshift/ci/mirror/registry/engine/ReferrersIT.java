package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Signatures, attestations and SBOMs are copied with the image, if the settings say so. */
class ReferrersIT {

  private static final String TARGET = "openshift/ci";

  private final LocalRegistry sourceBehind = LocalRegistry.start();
  private final LocalRegistry targetBehind = LocalRegistry.start();
  private final ScriptedServer source = ScriptedServer.inFrontOf(sourceBehind);
  private final RegistryAccess sourceAccess = RegistryAccess.to(sourceBehind);
  private final RegistryAccess targetAccess = RegistryAccess.to(targetBehind);
  private final TestImages images = new TestImages(9);
  private final TestImage image = images.ociIndex(1000);
  private RegistryEngine engine;

  @BeforeEach
  void start() {
    engine = engine(true);
    sourceAccess.push("ns/app", "v1", image);
  }

  @AfterEach
  void stop() {
    engine.close();
    source.close();
    sourceAccess.close();
    targetAccess.close();
    sourceBehind.close();
    targetBehind.close();
  }

  @Test
  void cosignsTagsAreCopiedByteForByte() {
    TestImage signature = images.oci(500);
    TestImage bill = images.oci(700, 30);
    TestImage childSignature = images.oci(200);
    String child = tag(image.children().getFirst());
    sourceAccess.push("ns/app", tag(image) + ".sig", signature);
    sourceAccess.push("ns/app", tag(image) + ".sbom", bill);
    sourceAccess.push("ns/app", child + ".sig", childSignature);
    copy();
    assertEquals(
        Optional.empty(), targetAccess.differenceFrom(signature, TARGET, tag(image) + ".sig"));
    assertEquals(Optional.empty(), targetAccess.differenceFrom(bill, TARGET, tag(image) + ".sbom"));
    assertEquals(
        Optional.empty(), targetAccess.differenceFrom(childSignature, TARGET, child + ".sig"));
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, tag(image) + ".att"));
  }

  @Test
  void aSignaturesTagIsWrittenWithPermissionOnly() {
    String signature = tag(image) + ".sig";
    sourceAccess.push("ns/app", signature, images.oci(500));
    IllegalStateException refusal = new IllegalStateException("no longer the one");
    WriteGuard guard =
        new WriteGuard() {
          @Override
          public void beforeWrite(String tag) {
            if (tag.equals(signature)) {
              throw refusal;
            }
          }

          @Override
          public boolean holds() {
            return true;
          }
        };
    assertSame(refusal, assertThrows(IllegalStateException.class, () -> copy(guard)));
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, signature));
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, "v1"));
  }

  @Test
  void ociReferrersAreListedByTagWhereTheTargetHasNoReferrersApi() {
    TestImage first = referrer("one");
    TestImage second = referrer("two");
    sourceAccess.push("ns/app", "first", first);
    sourceAccess.push("ns/app", "second", second);
    source.always(
        "GET",
        "/referrers/" + image.digest() + "$",
        Answer.reply(200, index(first))
            .with("Content-Type", TestImages.OCI_INDEX)
            .with("Link", "</v2/ns/app/referrers/" + image.digest() + "?page=2>; rel=\"next\""));
    source.always(
        "GET",
        "/referrers/" + image.digest() + "\\?page=2",
        Answer.reply(200, index(second)).with("Content-Type", TestImages.OCI_INDEX));
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(first, TARGET, first.digest()));
    assertEquals(Optional.empty(), targetAccess.differenceFrom(second, TARGET, second.digest()));
    String listed =
        new String(targetAccess.manifest(TARGET, tag(image)).orElseThrow(), StandardCharsets.UTF_8);
    assertTrue(listed.contains(first.digest()) && listed.contains(second.digest()), listed);
    assertTrue(listed.contains("application/vnd.example.note"), listed);
  }

  @Test
  void referrersThatTheSourceListsByTagAreCopied() {
    TestImage note = referrer("note");
    sourceAccess.push("ns/app", "note", note);
    sourceAccess.pushManifest(
        "ns/app",
        tag(image),
        new TestImage(TestImages.OCI_INDEX, index(note), List.of(), List.of(note)));
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(note, TARGET, note.digest()));
    assertTrue(targetAccess.manifest(TARGET, tag(image)).isPresent());
  }

  @Test
  void anEndlessListOfReferrersIsCutOff() {
    source.always(
        "GET",
        "/referrers/",
        Answer.reply(200, "{\"manifests\":[]}")
            .with("Link", "</v2/ns/app/referrers/" + image.digest() + ">; rel=\"next\""));
    copy();
    assertTrue(source.seen("GET", "/referrers/").size() <= 60);
  }

  static Stream<Answer> noLists() {
    return Stream.of(
        Answer.reply(303, "").with("Location", "/packages/page"),
        Answer.reply(307, ""),
        Answer.reply(307, "").with("Location", "ftp://storage.example/list"),
        Answer.reply(400, ""),
        Answer.reply(401, ""),
        Answer.reply(403, ""),
        Answer.reply(404, "<html>").with("Content-Type", "text/html"),
        Answer.reply(405, ""),
        Answer.reply(406, ""),
        Answer.reply(415, ""),
        Answer.reply(501, ""),
        Answer.reply(200, "<html>welcome</html>").with("Content-Type", "text/html"),
        Answer.reply(200, "[]"),
        Answer.reply(200, "{\"manifests\":{}}"),
        Answer.reply(200, ""));
  }

  @ParameterizedTest
  @MethodSource("noLists")
  void anAnswerThatIsNoListLeavesTheListByTag(Answer answer) {
    TestImage note = referrer("note");
    sourceAccess.push("ns/app", "note", note);
    sourceAccess.pushManifest(
        "ns/app",
        tag(image),
        new TestImage(TestImages.OCI_INDEX, index(note), List.of(), List.of(note)));
    source.always("GET", "/referrers/", answer);
    source.always(
        "GET", "^/packages", Answer.reply(200, "<html>").with("Content-Type", "text/html"));
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(note, TARGET, note.digest()));
  }

  @Test
  void aSignatureThatCannotBeCopiedLeavesTheImage() {
    TestImage signature = images.oci(500);
    TestImage note = referrer("note");
    sourceAccess.push("ns/app", tag(image) + ".sig", signature);
    source.always("GET", "/manifests/" + signature.digest(), Answer.reply(404, ""));
    source.always("HEAD", "\\.att$", Answer.error(403, "DENIED", "not for you"));
    source.always("GET", "/manifests/" + tag(image) + "$", Answer.reply(200, "not an index"));
    source.always("GET", "/referrers/" + image.digest(), Answer.reply(200, index(note)));
    copy();
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, tag(image) + ".sig"));
  }

  @Test
  void aSourceInTroubleIsAskedForSignaturesAgain() {
    source.times(1, "GET", "/referrers/", request -> Answer.reply(503, ""));
    assertThrows(RegistryException.class, () -> copy(WriteGuard.NONE));
    copy();
  }

  /** Such as a redirect to a host that this network does not reach. */
  static Stream<Answer> noAnswers() {
    return Stream.of(
        Answer.reply(503, ""),
        Answer.reply(303, "").with("Location", "https://nowhere.invalid/packages"));
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void aListThatFailsAgainAndAgainDoesNotKeepTheImageAway(Answer answer) {
    TestImage note = referrer("note");
    sourceAccess.push("ns/app", "note", note);
    sourceAccess.pushManifest(
        "ns/app",
        tag(image),
        new TestImage(TestImages.OCI_INDEX, index(note), List.of(), List.of(note)));
    source.always("GET", "/referrers/", answer);
    assertThrows(RegistryException.class, () -> copy(WriteGuard.NONE));
    assertThrows(RegistryException.class, () -> copy(WriteGuard.NONE));
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(note, TARGET, note.digest()));
  }

  @Test
  void withoutTheSettingNothingIsAskedFor() {
    sourceAccess.push("ns/app", tag(image) + ".sig", images.oci(500));
    engine.close();
    engine = engine(false);
    copy();
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, tag(image) + ".sig"));
    assertEquals(List.of(), source.seen("*", "referrers|sig"));
  }

  private RegistryEngine engine(boolean referrers) {
    return RegistryEngine.create(
        EngineSettings.defaults()
            .withInsecureRegistry(source.host())
            .withInsecureRegistry(targetBehind.host())
            .withImages(new EngineSettings.Images(false, referrers)));
  }

  private void copy() {
    copy(WriteGuard.NONE);
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "v1"));
  }

  private void copy(WriteGuard guard) {
    engine.copy(
        new PullSpec(source.host(), "ns/app", null, image.digest()),
        image.digest(),
        List.of(new PullSpec(targetBehind.host(), TARGET, "v1", null)),
        CopyListener.NONE,
        guard);
  }

  private TestImage referrer(String content) {
    return TestImages.referrer(image, content);
  }

  private static String index(TestImage referrer) {
    return """
        {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","size":%d,\
        "digest":"%s","artifactType":"application/vnd.example.note"}]}"""
        .formatted(
            TestImages.OCI_INDEX, referrer.mediaType(), referrer.bytes().length, referrer.digest());
  }

  private static String tag(TestImage subject) {
    return subject.digest().replace(':', '-');
  }
}
