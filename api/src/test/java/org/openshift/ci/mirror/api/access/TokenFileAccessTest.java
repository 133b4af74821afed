package org.openshift.ci.mirror.api.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class TokenFileAccessTest {

  private static final String ADDRESS = "192.0.2.1";

  @TempDir private Path folder;

  private final List<Duration> pauses = new ArrayList<>();

  private Path path;
  private TokenFileAccess access;

  @BeforeEach
  void writeToken() throws IOException {
    path = Files.writeString(folder.resolve("token"), "a-long-s3cret-token");
    access =
        new TokenFileAccess(
            Optional.of(new TokenFile(path)), new WrongTokens(report -> {}, pauses::add));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer a-long-s3cret-token",
        "bearer a-long-s3cret-token",
        "BEARER  a-long-s3cret-token "
      })
  void acceptsTheToken(String authorization) {
    assertDoesNotThrow(() -> access.require(authorization, ADDRESS));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic czNjcmV0", "a-long-s3cret-token"})
  void asksForATokenWhereThereIsNone(String authorization) {
    assertEquals(ApiProblem.Kind.UNAUTHORIZED, refusal(authorization).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer a-long-s3cret-toke",
        "Bearer a-long-s3cret-tokens",
        "Bearer a-long-s3cret-token x"
      })
  void refusesAnotherToken(String authorization) {
    ApiProblem problem = refusal(authorization);
    assertEquals(ApiProblem.Kind.FORBIDDEN, problem.kind());
    assertFalse(problem.getMessage().contains("a-long-s3cret-token"), problem.getMessage());
  }

  @Test
  void saysWhomToAskForTheToken() {
    for (String given : new String[] {null, "Bearer a-wrong-token-of-mine"}) {
      String message = refusal(given).getMessage();
      assertTrue(message.endsWith("; ask the operators who run this service for it"), message);
    }
    assertEquals("Ask the operators who run this service for its token.", access.tokenSource());
    String none = new TokenFileAccess(Optional.empty()).tokenSource();
    assertTrue(none.startsWith("Nobody can ask anything of tasks here"), none);
  }

  @Test
  void acceptsTheTokenThatTheFileHoldsNow() throws IOException {
    Files.writeString(path, "another-long-token");
    assertDoesNotThrow(() -> access.require("Bearer another-long-token", ADDRESS));
    assertEquals(ApiProblem.Kind.FORBIDDEN, refusal("Bearer a-long-s3cret-token").kind());
  }

  @Test
  void refusesAllRequestsWhileTheFileHoldsNoToken() throws IOException {
    Files.writeString(path, "");
    ApiProblem problem = refusal("Bearer a-long-s3cret-token");
    assertEquals(ApiProblem.Kind.FORBIDDEN, problem.kind());
    assertTrue(problem.getMessage().contains("is empty"), problem.getMessage());
    Files.delete(path);
    assertEquals(ApiProblem.Kind.FORBIDDEN, refusal("Bearer a-long-s3cret-token").kind());
  }

  @Test
  void refusesAllRequestsWhileTheFileHoldsATokenThatCanBeGuessed() throws IOException {
    Files.writeString(path, "fifteen-letters");
    for (String given : List.of("Bearer fifteen-letters", "Bearer a-long-s3cret-token")) {
      ApiProblem problem = refusal(given);
      assertEquals(ApiProblem.Kind.FORBIDDEN, problem.kind());
      assertTrue(problem.getMessage().contains("fewer than 16 characters"), problem.getMessage());
      assertNoPath(problem);
    }
    Files.writeString(path, "sixteen--letters");
    assertDoesNotThrow(() -> access.require("Bearer sixteen--letters", ADDRESS));
  }

  @Test
  void onlyAWrongTokenIsSlowedDown() {
    access.require("Bearer a-long-s3cret-token", ADDRESS);
    refusal(null);
    assertEquals(List.of(), pauses);
    refusal("Bearer wrong");
    assertEquals(List.of(Duration.ofSeconds(1)), pauses);
  }

  @Test
  void theAnswerNamesTheFlagAndNotThePath() throws IOException {
    Files.writeString(path, "two words");
    assertNoPath(refusal("Bearer a-long-s3cret-token"));
    Files.writeString(path, "");
    assertNoPath(refusal("Bearer a-long-s3cret-token"));
    Files.delete(path);
    assertNoPath(refusal("Bearer a-long-s3cret-token"));
    Files.createDirectory(path);
    assertNoPath(refusal("Bearer a-long-s3cret-token"));
  }

  private void assertNoPath(ApiProblem problem) {
    String message = problem.getMessage();
    assertTrue(message.contains("--trigger-token-file"), message);
    assertFalse(message.contains(folder.toString()), message);
  }

  @Test
  void saysHowToSwitchReTriggeringOn() {
    access = new TokenFileAccess(Optional.empty());
    ApiProblem problem = refusal("Bearer a-long-s3cret-token");
    assertEquals(ApiProblem.Kind.FORBIDDEN, problem.kind());
    assertTrue(problem.getMessage().contains("--trigger-token-file"), problem.getMessage());
  }

  private ApiProblem refusal(String authorization) {
    return assertThrows(ApiProblem.class, () -> access.require(authorization, ADDRESS));
  }
}
