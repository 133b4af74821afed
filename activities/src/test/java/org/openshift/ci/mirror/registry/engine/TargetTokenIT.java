package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A target that issues tokens, and rejects them at any time. */
class TargetTokenIT {

  private static final String TARGET = "openshift/ci";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted = registries.scripted(TARGET);
  private final ScriptedServer target = scripted.target;
  private final TestImage image = new TestImages(23).docker(3_000_000, 70_000);
  private final AtomicInteger issued = new AtomicInteger();
  private final Set<String> valid = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void start() {
    registries.push(image);
    target.times(Integer.MAX_VALUE, "GET", "^/token", request -> issue());
  }

  @AfterEach
  void stop() {
    scripted.close();
    registries.close();
  }

  @Test
  void oneTokenServesAllRequestsOfACopy() {
    target.times(Integer.MAX_VALUE, "*", "^/v2/", this::check);
    copy();
    assertEquals(1, issued.get());
    assertTrue(
        target.seen("GET", "^/token").getFirst().target().contains("%3Apull%2Cpush"),
        target.seen("GET", "^/token").toString());
  }

  @Test
  void aTokenThatExpiresDuringAnUploadIsReplaced() {
    target.times(
        1,
        "PUT",
        "/manifests/",
        request -> {
          valid.clear();
          return check(request);
        });
    target.times(Integer.MAX_VALUE, "*", "^/v2/", this::check);
    copy();
    assertEquals(2, issued.get());
  }

  @Test
  void aTokenThatIsRefusedAfterAnUploadIsReplacedAndTheUploadBegunAnew() {
    target.times(
        1,
        "PUT",
        "/blobs/uploads/",
        request -> {
          valid.clear();
          return new Answer.ForwardAndReply(challenge());
        });
    target.times(Integer.MAX_VALUE, "*", "^/v2/", this::check);
    copy();
    assertEquals(2, issued.get());
  }

  private void copy() {
    scripted.copy(image, "v1");
    registries.assertMirrored(image, TARGET, "v1");
  }

  private Answer issue() {
    String token = "token-" + issued.incrementAndGet();
    valid.add("Bearer " + token);
    return Answer.reply(200, "{\"token\":\"" + token + "\",\"expires_in\":3600}");
  }

  private Answer check(SeenRequest request) {
    boolean known = request.header("Authorization").filter(valid::contains).isPresent();
    return known ? new Answer.Forward() : challenge();
  }

  private Answer.Reply challenge() {
    return Answer.error(401, "UNAUTHORIZED", "authentication required")
        .with("WWW-Authenticate", "Bearer realm=\"" + target.uri() + "/token\",service=\"s\"");
  }
}
