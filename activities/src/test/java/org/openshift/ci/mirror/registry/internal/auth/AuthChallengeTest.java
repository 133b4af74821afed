package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuthChallengeTest {

  @Test
  void readsWhatRegistriesSend() {
    assertEquals(
        List.of(
            new AuthChallenge(
                "bearer",
                Map.of(
                    "realm", "https://quay.io/v2/auth",
                    "service", "quay.io",
                    "scope", "repository:openshift/ci:pull,push"))),
        AuthChallenge.parse(
            "Bearer realm=\"https://quay.io/v2/auth\",service=\"quay.io\","
                + "scope=\"repository:openshift/ci:pull,push\""));
    assertEquals(
        List.of(new AuthChallenge("basic", Map.of("realm", "a \"quoted\" realm"))),
        AuthChallenge.parse("BASIC Realm = \"a \\\"quoted\\\" realm\""));
  }

  @Test
  void readsSeveralChallengesInOneHeader() {
    List<AuthChallenge> challenges =
        AuthChallenge.parse("Negotiate, Basic realm=x , Bearer realm=\"r, with comma\" , error=e");
    assertEquals(
        List.of("negotiate", "basic", "bearer"),
        challenges.stream().map(AuthChallenge::scheme).toList());
    assertEquals("x", challenges.get(1).parameter("realm").orElseThrow());
    assertEquals("r, with comma", challenges.get(2).parameter("realm").orElseThrow());
    assertEquals("e", challenges.get(2).parameter("error").orElseThrow());
  }

  @Test
  void terminatesForAnyInput() {
    String alphabet = "Bearer realm=\"\\,; \t=basic\u0000\u00ff,,\"\"";
    Random random = new Random(5);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int round = 0; round < 100_000; round++) {
            StringBuilder header = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
              header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (AuthChallenge challenge : AuthChallenge.parse(header.toString())) {
              assertTrue(!challenge.scheme().isEmpty());
            }
          }
          AuthChallenge.parse("Bearer realm=\"".repeat(1_000_000));
        });
  }
}
