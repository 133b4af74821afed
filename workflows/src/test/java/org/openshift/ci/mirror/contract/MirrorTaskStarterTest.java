package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagReference;

class MirrorTaskStarterTest {

  @Test
  void theSummaryNamesTagAndOwner() {
    assertEquals("ocp/4.20:cli (distributor)", summary(TagReference.parse("ocp/4.20:cli")));
  }

  @Test
  void theSummaryStaysBelowTheServersLimit() {
    String summary = summary(new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(128)));
    assertEquals(200, summary.length());
    assertTrue(summary.startsWith("nnn") && summary.endsWith("s…"), summary);
  }

  private static String summary(TagReference tag) {
    return MirrorTaskStarter.summary(MirrorTask.byHand(tag, Instant.EPOCH));
  }
}
