package org.openshift.ci.mirror.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.LogRecorder;
import org.slf4j.LoggerFactory;

class LogOnceTest {

  private final LogRecorder recorder = new LogRecorder(LogOnceTest.class);
  private final LogOnce log = new LogOnce(LoggerFactory.getLogger(LogOnceTest.class));

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void eachProblemIsLoggedOnceUntilItReturns() {
    assertFalse(log.update("a", List.of("one")));
    assertTrue(log.update("a", List.of("one", "two")));
    log.update("b", List.of("one"));
    assertEquals(List.of("one", "two"), log.problemsOf("a"));
    assertEquals(List.of("one", "two", "one"), recorder.warnings());
    assertTrue(log.update("a", List.of()));
    assertFalse(log.update("a", List.of()));
    assertEquals(List.of(), log.problemsOf("a"));
    log.update("a", List.of("one"));
    assertEquals(List.of("one", "two", "one", "one"), recorder.warnings());
  }

  @Test
  void subjectsThatAreNotNamedAnyMoreAreInOrder() {
    log.updateAll(Map.of("a", "broken"));
    log.updateAll(Map.of("a", "broken"));
    log.updateAll(Map.of("a", "missing"));
    assertEquals(List.of("a: broken", "a: missing"), recorder.lines());
    log.updateAll(Map.of());
    log.updateAll(Map.of());
    assertEquals(List.of("a is in order again, or gone"), recorder.lines().subList(2, 3));
    assertEquals(3, recorder.lines().size());
  }
}
