package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;

/** What persons ask of a tag's task over HTTP, with Temporal replaced by a fake. */
class OperatorRequestsTest extends WithFakes {

  private static final String TAG = "/api/v1/mirrors/ocp/4.20/cli/";

  @BeforeEach
  void forget() {
    tasks.requests.clear();
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void hasWhoAsksAndWhy(Action action) {
    HttpResponse<String> response =
        http.post(TAG + action.wireName() + "?reason=waits%20for%20a%20fix", BEARER);
    assertEquals(202, response.statusCode(), response.body());
    assertEquals("/api/v1/mirrors/ocp/4.20/cli", Http.header(response, "Location"));
    assertEquals(
        List.of(
            new OperatorRequest(
                action, "a holder of the token, from 127.0.0.1", "waits for a fix")),
        tasks.requests);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void needsTheToken(Action action) {
    Http.problem(401, http.post(TAG + action.wireName(), null));
    Http.problem(403, http.post(TAG + action.wireName(), "Bearer another-token-than-this"));
    assertEquals(List.of(), tasks.requests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"because=x", "reason=a&reason=b", "reason=a%0Ab"})
  void refusesABadParameter(String query) {
    String detail = Http.problem(400, http.post(TAG + "park?" + query, BEARER));
    assertTrue(detail.contains("'" + query.substring(0, query.indexOf('=')) + "'"), detail);
    assertEquals(List.of(), tasks.requests);
  }

  @Test
  void anUnknownActionIsNoPath() {
    Http.problem(404, http.post(TAG + "delete", BEARER));
    assertEquals(List.of(), tasks.requests);
  }
}
