package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;

class TaskQueryTest {

  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";

  @Test
  void beginsWithEveryOpenMirrorTask() {
    assertEquals(OPEN, TaskQuery.openTasks().text());
  }

  @Test
  void addsConditions() {
    assertEquals(
        OPEN + " AND Stale=false AND ImageName='4.20'",
        TaskQuery.openTasks()
            .where(MirrorSearchAttributes.STALE, false)
            .where(MirrorSearchAttributes.IMAGE_NAME, "4.20")
            .text());
  }

  @Test
  void aQuoteCannotEndTheValue() {
    assertEquals(
        OPEN + " AND ImageTag='x'' OR ''1''=''1'",
        TaskQuery.openTasks().where(MirrorSearchAttributes.IMAGE_TAG, "x' OR '1'='1").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "back\\slash", "ends\\", "double\"quote", "new\nline", "nul\0"})
  void refusesCharactersThatStoresEscapeDifferently(String value) {
    ApiProblem problem =
        assertThrows(
            ApiProblem.class,
            () -> TaskQuery.openTasks().where(MirrorSearchAttributes.IMAGE_TAG, value));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
  }

  @Test
  void refusesWhatIsLongerThanASearchAttribute() {
    TaskQuery query = TaskQuery.openTasks();
    assertEquals(
        OPEN + " AND ImageTag='" + "x".repeat(255) + "'",
        query.where(MirrorSearchAttributes.IMAGE_TAG, "x".repeat(255)).text());
    assertThrows(
        ApiProblem.class, () -> query.where(MirrorSearchAttributes.IMAGE_TAG, "x".repeat(256)));
  }
}
