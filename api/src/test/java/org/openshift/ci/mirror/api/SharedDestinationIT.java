package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/**
 * What people learn of a tag whose destination is that of another tag too, with a real Temporal
 * server. No worker runs, so tasks stay as they were started.
 */
class SharedDestinationIT extends WithTemporal {

  private MirrorTaskStarter starter() {
    return new MirrorTaskStarter(temporal.client(), MirrorMode.REAL, Clock.systemUTC());
  }

  /** Starts the task of a destination that two tags claim. */
  private Problem startConflict(TagReference tag, String message) {
    Problem conflict = new Problem(MirrorErrorType.DESTINATION_CONFLICT, message);
    Claim claim =
        new Claim(
            MirrorOwner.DISTRIBUTOR,
            tag,
            "registry.example/s:1",
            null,
            "quay.example/ci:t",
            conflict);
    starter().startFailing(Destination.mirror(tag), claim, conflict);
    return conflict;
  }

  @Test
  void theSecondTagOfAConflictIsAnsweredWithTheTaskThatHoldsTheDestination() {
    Problem conflict =
        startConflict(
            new TagReference("inconflict", "a_b", "c"),
            "inconflict/a:b_c and inconflict/a_b:c have the same tag at the target");
    JsonNode report = http.json("/api/v1/mirrors/inconflict/a/b_c");
    assertEquals(http.json("/api/v1/mirrors/inconflict/a_b/c"), report);
    assertEquals("mirror/inconflict_a_b_c", report.path("workflow_id").asString());
    assertEquals("DestinationConflict", report.path("error_type").asString());
    assertEquals(conflict.message(), report.path("last_error").asString());

    String detail =
        Http.problem(409, http.post("/api/v1/mirrors/inconflict/a/b_c/trigger", BEARER));
    assertTrue(detail.contains("task mirror/inconflict_a_b_c"), detail);
    assertTrue(detail.contains("DestinationConflict: " + conflict.message()), detail);
    assertTrue(detail.contains(report.path("workflow_url").asString()), detail);
  }

  /** The task of another conflict for the destination says nothing about this tag. */
  @Test
  void aConflictOfOthersIsNotShownAsThisTags() {
    startConflict(
        new TagReference("others", "a_b", "c_d"),
        "others/a_b:c_d and others/a:b_c_d have the same tag at the target");
    String detail = Http.problem(404, http.get("/api/v1/mirrors/others/a_b_c/d"));
    assertTrue(detail.contains("the open task mirror/others_a_b_c_d"), detail);
  }

  @Test
  void aTagWhoseDestinationAnotherTagHoldsIsToldSo() {
    TagReference holder = new TagReference("open", "a_b", "c");
    starter().startUnlessOpen(Destination.mirror(holder), MirrorOwner.DISTRIBUTOR);
    assertHeld("open");
  }

  @Test
  void aTagWhoseDestinationAnotherTagHeldLastIsToldSo() {
    Destination holder = Destination.mirror(new TagReference("last", "a_b", "c"));
    starter().startUnlessOpen(holder, MirrorOwner.DISTRIBUTOR);
    temporal.client().newUntypedWorkflowStub(MirrorMode.REAL.taskId(holder)).terminate("a test");
    assertHeld("last");
  }

  private void assertHeld(String word) {
    String url = http.json("/api/v1/mirrors/" + word + "/a_b/c").path("workflow_url").asString();
    assertEquals(
        ("%1$s/a:b_c has no mirror task of its own: %1$s/a_b:c has the same tag at the target,"
                + " %1$s_a_b_c, and the %1$s task mirror/%1$s_a_b_c is about that one; see %2$s")
            .formatted(word, url),
        Http.problem(404, http.get("/api/v1/mirrors/" + word + "/a/b_c")));
  }
}
