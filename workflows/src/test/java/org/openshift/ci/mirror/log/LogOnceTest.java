package org.openshift.ci.mirror.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogOnceTest {

  private final ListAppender<ILoggingEvent> recorder = new ListAppender<>();
  private final Logger logger = new LoggerContext().getLogger("test");
  private final LogOnce log = new LogOnce(logger);

  @BeforeEach
  void record() {
    recorder.start();
    logger.addAppender(recorder);
  }

  private List<String> lines() {
    return recorder.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Test
  void eachProblemIsLoggedOnceUntilItReturns() {
    assertFalse(log.update("a", List.of("one")));
    assertTrue(log.update("a", List.of("one", "two")));
    log.update("b", List.of("one"));
    assertEquals(List.of("one", "two"), log.problemsOf("a"));
    assertEquals(List.of("WARN one", "WARN two", "WARN one"), lines());
    assertTrue(log.update("a", List.of()));
    assertFalse(log.update("a", List.of()));
    assertEquals(List.of(), log.problemsOf("a"));
    log.update("a", List.of("one"));
    assertEquals(List.of("WARN one", "WARN two", "WARN one", "WARN one"), lines());
  }

  @Test
  void subjectsThatAreNotNamedAnyMoreAreInOrder() {
    log.updateAll(Map.of("a", "broken"));
    log.updateAll(Map.of("a", "broken"));
    log.updateAll(Map.of("a", "missing"));
    assertEquals(List.of("WARN a: broken", "WARN a: missing"), lines());
    log.updateAll(Map.of());
    log.updateAll(Map.of());
    assertEquals(
        List.of("WARN a: broken", "WARN a: missing", "INFO a is in order again, or gone"), lines());
  }
}
