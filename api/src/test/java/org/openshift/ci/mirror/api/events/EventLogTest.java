package org.openshift.ci.mirror.api.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final EventLog log = new EventLog();

  private static TaskEvent event(String kind) {
    return new TaskEvent(kind, null);
  }

  @Test
  void givesTheEventsAfterANumber() throws InterruptedException {
    log.add(List.of(event("a"), event("b")));
    log.add(List.of(event("c")));
    EventLog.Batch batch = log.after(1, AT_ONCE);
    assertEquals(List.of(event("b"), event("c")), batch.events());
    assertEquals(3, batch.last());
    assertTrue(batch.complete());
    assertEquals(List.of(), log.after(3, AT_ONCE).events());
  }

  @Test
  void saysWhenSomeAreForgotten() throws InterruptedException {
    log.add(Collections.nCopies(2_500, event("a")));
    assertFalse(log.after(499, AT_ONCE).complete());
    assertTrue(log.after(500, AT_ONCE).complete());
    assertEquals(2_000, log.after(500, AT_ONCE).events().size());
  }

  @Test
  void wakesWhoWaits() throws Exception {
    CompletableFuture<EventLog.Batch> waiting = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                waiting.complete(log.after(0, Duration.ofMinutes(1)));
              } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
              }
            });
    log.add(List.of(event("a")));
    assertEquals(List.of(event("a")), waiting.get(30, TimeUnit.SECONDS).events());
  }
}
