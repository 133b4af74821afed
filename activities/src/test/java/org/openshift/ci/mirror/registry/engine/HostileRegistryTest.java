package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;
import org.openshift.ci.mirror.testing.TestSettings;

/**
 * A registry that sends hostile answers: the engine throws only documented exceptions, and no
 * credential reaches a host that it is not meant for.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileRegistryTest {

  private static final int ROUNDS = 1_500;
  private static final String PASSWORD = "canary-password-0123456789";
  private static final String OTHER_PASSWORD = "other-canary-0123456789";

  @TempDir private Path folder;
  private final ScriptedServer hostile = ScriptedServer.start();
  private final ScriptedServer trusted = ScriptedServer.start();
  private final ScriptedServer stranger = ScriptedServer.start();
  private final TestImage image = new TestImages(51).docker(300);
  private RegistryEngine engine;
  private Mutations headers;
  private Mutations bodies;

  @BeforeEach
  void start() throws IOException {
    Path credentials = folder.resolve("config.json");
    Files.writeString(
        credentials,
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"},\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(
                hostile.host(),
                base64("robot:" + PASSWORD),
                trusted.host(),
                base64("robot:" + OTHER_PASSWORD)));
    engine = engine(credentials);
    trusted.always("*", "", Answer.reply(200, "{}").with("Docker-Content-Digest", image.digest()));
    stranger.always("*", "", Answer.reply(200, "{\"token\":\"stolen\"}"));
    headers =
        new Mutations(
            61,
            List.of(
                challenge(hostile),
                challenge(trusted),
                challenge(stranger),
                "Basic realm=\"x\"",
                hostile.uri() + "/v2/a/b/blobs/uploads/1?x=y",
                trusted.uri() + "/v2/a/b/blobs/sha256:1",
                stranger.uri() + "/else#part",
                "http://user:word@" + stranger.host() + "/x",
                "<" + stranger.uri() + "/x>; rel=\"next\"",
                image.digest()),
            List.of(
                stranger.host(), trusted.host(), hostile.host(), "@", "http://", "#", ":99999"));
    bodies =
        new Mutations(
            62,
            List.of(
                image.manifest(),
                "{\"token\":\"abc\",\"expires_in\":1}",
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"" + PASSWORD + "\"}]}",
                "{\"manifests\":[]}",
                ""),
            List.of("{", "}", "\"token\":\"", "\\r\\n", PASSWORD, "[[[["));
  }

  @AfterEach
  void stop() {
    engine.close();
    hostile.close();
    trusted.close();
    stranger.close();
  }

  @Test
  void getsNoCredentialOfAnotherHost() {
    for (int round = 0; round < ROUNDS; round++) {
      hostile.clearRules();
      hostile.times(Integer.MAX_VALUE, "*", "", request -> anything());
      for (Runnable call :
          List.<Runnable>of(this::digest, this::created, this::read, this::write)) {
        try {
          call.run();
        } catch (RegistryException e) {
          assertFalse(e.getMessage().contains(PASSWORD), e.getMessage());
          assertFalse(e.getMessage().contains(base64("robot:" + PASSWORD)), e.getMessage());
          assertFalse(e.getMessage().chars().anyMatch(Character::isISOControl), e.getMessage());
          assertTrue(e.getMessage().length() < 2_500, e.getMessage());
        } catch (RuntimeException e) {
          throw new AssertionError("round " + round, e);
        }
      }
      if (round % 100 == 0) {
        // A new engine has learned nothing about the registry, and its limiter is not exhausted.
        engine.close();
        engine = engine(folder.resolve("config.json"));
      }
    }
    assertTrue(hostile.seen().stream().anyMatch(request -> shows(request, PASSWORD)));
    assertEquals(List.of(), hostile.seen().stream().filter(r -> shows(r, OTHER_PASSWORD)).toList());
    assertFalse(stranger.seen().isEmpty(), "no redirect was followed, so this shows nothing");
    for (SeenRequest request : stranger.seen()) {
      assertFalse(shows(request, PASSWORD) || shows(request, OTHER_PASSWORD), request.toString());
      assertTrue(request.header("Authorization").isEmpty(), request.toString());
    }
    assertFalse(trusted.seen().isEmpty());
    assertEquals(List.of(), trusted.seen().stream().filter(r -> shows(r, PASSWORD)).toList());
  }

  private Answer anything() {
    Random random = headers.random();
    int status = headers.oneOf(List.of(200, 200, 201, 202, 206, 301, 307, 400, 401, 401, 404, 500));
    Map<String, String> answer = new TreeMap<>();
    for (String name :
        List.of(
            "WWW-Authenticate",
            "Location",
            "Link",
            "Docker-Content-Digest",
            "Content-Type",
            "Content-Range",
            "OCI-Subject")) {
      if (random.nextInt(3) > 0) {
        answer.put(name, headers.next().replaceAll("[\\r\\n\\x00]", ""));
      }
    }
    // The registry may echo a credential in an error, whose text is quoted.
    String body = bodies.next();
    return new Answer.Reply(status, answer, status < 400 ? body.replace(PASSWORD, "") : body);
  }

  private void digest() {
    engine.digest(new PullSpec(hostile.host(), "a/b", "v1", null));
  }

  private void created() {
    engine.created(new PullSpec(hostile.host(), "a/b", "v1", null));
  }

  private void read() {
    copy(hostile, trusted);
  }

  private void write() {
    copy(trusted, hostile);
  }

  private void copy(ScriptedServer from, ScriptedServer to) {
    engine.copy(
        new PullSpec(from.host(), "a/b", null, image.digest()),
        image.digest(),
        List.of(new PullSpec(to.host(), "c/d", "v1", null)),
        CopyListener.NONE);
  }

  private RegistryEngine engine(Path credentials) {
    return RegistryEngine.create(
        TestSettings.withTimeouts(
            EngineSettings.defaults()
                .withCredentialsFile(credentials)
                .withInsecureRegistry(hostile.host())
                .withInsecureRegistry(trusted.host())
                .withImages(new EngineSettings.Images(true, true)),
            Duration.ofSeconds(2)));
  }

  /** Whether a request contains a password, in plain text or as basic authentication. */
  private static boolean shows(SeenRequest request, String password) {
    String all = request.target() + " " + request.headers();
    return all.contains(password) || all.contains(base64("robot:" + password));
  }

  private static String challenge(ScriptedServer server) {
    return "Bearer realm=\"" + server.uri() + "/token\",service=\"s\"";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
