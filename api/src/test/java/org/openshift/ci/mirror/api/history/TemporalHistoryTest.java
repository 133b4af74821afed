package org.openshift.ci.mirror.api.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.history.HistoryReport.Hour;
import org.openshift.ci.mirror.api.listing.MirrorEntries;
import org.openshift.ci.mirror.api.temporal.FakeFrontend;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;

class TemporalHistoryTest {

  private static final int OF_AN_HOUR = 3;

  private final FakeFrontend temporal =
      new FakeFrontend(request -> ListWorkflowExecutionsResponse.getDefaultInstance());
  private Instant now = Instant.parse("2026-11-26T12:30:00Z");
  private final TemporalHistory history =
      new TemporalHistory(
          temporal.gateway(1_000_000),
          new MirrorEntries(new WorkflowLinks(URI.create("http://ui.example"), "default")),
          Runnable::run,
          () -> now);

  TemporalHistoryTest() throws IOException {}

  @AfterEach
  void stop() {
    temporal.close();
  }

  /** The hours, and how many counts they took. */
  private List<Hour> read(int counts) {
    int before = temporal.counts().size();
    List<Hour> hours = history.read().hours();
    assertEquals(counts, temporal.counts().size() - before);
    return hours;
  }

  @Test
  void countsAnHourThatIsOverOnce() {
    List<Hour> first = read(24 * OF_AN_HOUR);
    assertEquals(24, first.size());
    assertEquals(Instant.parse("2026-11-25T13:00:00Z"), first.getFirst().from());
    assertNull(first.get(21).open(), "nobody waits for the hours before");
    assertEquals(42, first.get(22).open());
    assertEquals(42, first.get(23).open());
    List<Hour> second = read(OF_AN_HOUR);
    assertTrue(second.stream().allMatch(hour -> hour.mirrored() == 42), second::toString);
    assertEquals(2, temporal.lists().size());
  }

  @Test
  void countsAnHourAgainWhileVisibilityMayLag() {
    read(24 * OF_AN_HOUR);
    now = Instant.parse("2026-11-26T13:00:30Z");
    assertEquals(42, read(2 * OF_AN_HOUR).get(22).failed());
    read(2 * OF_AN_HOUR);
    now = now.plus(Duration.ofMinutes(1));
    assertEquals(42, read(2 * OF_AN_HOUR).get(22).failed());
    List<Hour> last = read(OF_AN_HOUR);
    assertEquals(Instant.parse("2026-11-26T12:00:00Z"), last.get(22).from());
    assertEquals(42, last.get(22).failed());
  }
}
