package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorOwner;

/** Whoever has a pull spec at the target finds the tag, with a real Temporal server. */
class LookupIT extends WithTemporal {

  private static final String TARGET = "quay.example/openshift/ci";
  private static final String HEX = TaskWorker.AT_TARGET.substring("sha256:".length());

  private TaskWorker worker;

  @BeforeAll
  void mirrorOneTag() {
    worker =
        new TaskWorker(
            temporal.client(),
            destination ->
                new Claim(
                    MirrorOwner.DISTRIBUTOR,
                    destination.tag(),
                    "registry.example/s@" + TaskWorker.AT_TARGET,
                    TaskWorker.AT_TARGET,
                    TARGET + ":" + destination.tag().floatingTag(),
                    null));
    assertEquals(202, http.post("/api/v1/mirrors/ocp/4.22_x/cli_y/trigger", BEARER).statusCode());
    await()
        .until(
            () -> http.json("/api/v1/mirrors/ocp/4.22_x/cli_y").path("outcome").asString(""),
            "equal"::equals);
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  private HttpResponse<String> lookUp(String pullSpec) {
    return http.get(
        "/api/v1/tags?pull_spec=" + URLEncoder.encode(pullSpec, StandardCharsets.UTF_8));
  }

  /** Which of its underscores join the parts is known by the task only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        TARGET + ":ocp_4.22_x_cli_y",
        "openshift/ci:ocp_4.22_x_cli_y",
        "ocp_4.22_x_cli_y",
        "registry.example/ocp/4.22_x:cli_y",
        "ocp/4.22_x:cli_y"
      })
  void aFloatingTagAndASourceLeadToTheTag(String pullSpec) {
    assertFound(pullSpec);
    assertFound(pullSpec + "@sha256:" + "0".repeat(64));
  }

  @Test
  void aDateTagAndADigestLeadToTheTag() {
    await().until(() -> lookUp(TARGET + "@" + TaskWorker.AT_TARGET).statusCode() == 200);
    assertFound(TARGET + "@" + TaskWorker.AT_TARGET);
    assertFound(TARGET + ":20261126_sha256_" + HEX);
    assertFound("20261126_sha256_" + HEX);
  }

  private void assertFound(String pullSpec) {
    HttpResponse<String> answer = lookUp(pullSpec);
    assertEquals(
        "{\"tags\":[{\"namespace\":\"ocp\",\"name\":\"4.22_x\",\"tag\":\"cli_y\"}]}",
        answer.body(),
        pullSpec);
  }

  @Test
  void whatNoTaskKnowsIsAnsweredWithWhatToWrite() {
    for (String text :
        List.of("other.example/openshift/ci:ocp_4.22_x_cli_y", TARGET + ":a_b_c_d")) {
      String detail = Http.problem(404, lookUp(text));
      assertTrue(
          detail.contains("write the image stream tag as namespace/name:tag, whose"), detail);
    }
    String only = Http.problem(404, lookUp(TARGET + ":ocp_4.23_cli"));
    assertTrue(only.endsWith("for the tag ocp_4.23_cli at the target is ocp/4.23:cli"), only);
    String digest = Http.problem(404, lookUp(TARGET + "@sha256:" + "0".repeat(64)));
    assertTrue(digest.contains("has shown the digest sha256:0000"), digest);
    Http.problem(400, lookUp("no tag"));
    Http.problem(400, http.get("/api/v1/tags"));
  }

  @Test
  void anImageStreamTagThatNoTaskKnowsIsItself() {
    assertEquals(
        "{\"tags\":[{\"namespace\":\"a\",\"name\":\"b\",\"tag\":\"c_d_e\"}]}",
        lookUp("a/b:c_d_e").body());
    assertEquals(
        "{\"tags\":[{\"namespace\":\"a\",\"name\":\"b\",\"tag\":\"c\"}]}",
        lookUp("registry.example/a/b:c").body());
  }
}
