package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A tag is not written once the permission has expired, wherever the request was delayed. */
class WriteGuardIT {

  private static final String TARGET = "openshift/ci";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted = registries.scripted(TARGET);
  private final ScriptedServer target = scripted.target;
  private final TestImages images = new TestImages(61);
  private final TestImage image = images.docker(20_000);
  private final Guard guard = new Guard();

  /** Its permission expires after this many questions. */
  private static final class Guard implements WriteGuard {
    private final List<String> asked = new ArrayList<>();
    private int holds;
    private int endsAfter = Integer.MAX_VALUE;
    private RuntimeException refusal;
    private Runnable meanwhile = () -> {};

    @Override
    public void beforeWrite(String tag) {
      asked.add(tag);
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public boolean holds() {
      boolean holding = holds++ < endsAfter;
      if (!holding) {
        meanwhile.run();
      }
      return holding;
    }
  }

  @BeforeEach
  void push() {
    registries.push(image);
  }

  @AfterEach
  void stop() {
    scripted.close();
    registries.close();
  }

  @Test
  void isAskedBeforeEachTag() {
    copy("date", "floating");
    assertEquals(List.of("date", "floating"), guard.asked);
    registries.assertMirrored(image, TARGET, "date");
    registries.assertMirrored(image, TARGET, "floating");
  }

  @Test
  void isAskedWhereOnlyTagsAreSet() {
    registries.targetAccess.push(TARGET, "other", image);
    guard.endsAfter = 0;
    assertGuardExpired("date");
  }

  @Test
  void whatItThrowsReachesTheCallerAndNothingIsWritten() {
    guard.refusal = new IllegalStateException("no longer the one");
    assertSame(
        guard.refusal, assertThrows(IllegalStateException.class, () -> copy("date", "floating")));
    assertEquals(List.of("date"), guard.asked);
    assertMissing("date");
    assertEquals(List.of(), target.seen("PUT", "/manifests/"));
  }

  /** The second question comes when all bytes but the last have been sent. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aPermissionThatEndedIsNotUsed(int questions) {
    guard.endsAfter = questions;
    assertGuardExpired("date");
  }

  @Test
  void aTagThatHasTheDigestAnywayIsNoExcuse() {
    registries.targetAccess.push(TARGET, "date", image);
    guard.endsAfter = 0;
    assertGuardExpired("date", () -> {});
  }

  @Test
  void isAskedAgainWhenTheRequestGoesIntoAnotherConnection() {
    target.once("PUT", "/manifests/", new Answer.Break(0));
    guard.endsAfter = 2;
    assertGuardExpired("date");
  }

  @Test
  void isAskedAgainWhenTheRequestIsSentWithANewToken() {
    target.always("GET", "^/token", Answer.reply(200, "{\"token\":\"t\"}"));
    target.once(
        "PUT",
        "/manifests/",
        Answer.error(401, "UNAUTHORIZED", "authentication required")
            .with("WWW-Authenticate", "Bearer realm=\"" + target.uri() + "/token\""));
    guard.endsAfter = 2;
    assertGuardExpired("date");
    assertEquals(1, target.seen("GET", "^/token").size());
  }

  @Test
  void theNewerImageStaysWhenAnotherWroteItMeanwhile() {
    TestImage newer = images.docker(30_000);
    guard.endsAfter = 1;
    guard.meanwhile = () -> registries.targetAccess.push(TARGET, "floating", newer);
    assertGuardExpired("floating", () -> registries.assertMirrored(newer, TARGET, "floating"));
  }

  private void assertGuardExpired(String tag) {
    assertGuardExpired(tag, () -> assertMissing(tag));
  }

  private void assertGuardExpired(String tag, Runnable atTarget) {
    RegistryException e = assertThrows(RegistryException.class, () -> copy(tag));
    assertEquals(RegistryError.TIMEOUT, e.type());
    assertEquals(FailureScope.WRITE, e.scope());
    assertTrue(e.getMessage().contains("suspended for too long"), e.getMessage());
    assertEquals(Optional.of(target.host()), e.registry());
    assertEquals(List.of(tag), guard.asked);
    atTarget.run();
  }

  private void assertMissing(String tag) {
    assertEquals(Optional.empty(), registries.targetAccess.digest(TARGET, tag));
  }

  private void copy(String... tags) {
    scripted.engine.copy(
        scripted.from(image),
        image.digest(),
        List.of(tags).stream().map(scripted::to).toList(),
        CopyListener.NONE,
        guard);
  }
}
