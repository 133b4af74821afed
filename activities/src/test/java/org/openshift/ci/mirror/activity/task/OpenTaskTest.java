package org.openshift.ci.mirror.activity.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Whether an open task works on what its destination should hold. */
class OpenTaskTest {

  private static final TagReference TAG = TagReference.parse("test/a_b:1");
  private static final String DIGEST = World.digest('a');
  private static final String SOURCE = World.ENDPOINTS.sourceByDigest(TAG, DIGEST);
  private static final String LISTED = "elsewhere.example/team/a";

  private static OpenTaskBuilder task() {
    return OpenTaskBuilder.of(TAG.toString()).image(SOURCE, DIGEST);
  }

  private static OpenTaskBuilder listedTask(String source) {
    return task().owner(MirrorOwner.SUPPLEMENTAL).image(source, DIGEST);
  }

  private static Claim image(MirrorOwner owner, String source, String digest) {
    return new Claim(owner, TAG, source, digest, World.ENDPOINTS.destination(TAG), null);
  }

  private static Claim problem(MirrorErrorType type) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        TAG,
        SOURCE,
        null,
        World.ENDPOINTS.destination(TAG),
        new Problem(type, "a problem"));
  }

  static Stream<Arguments> cases() {
    Claim watched = image(MirrorOwner.DISTRIBUTOR, SOURCE, DIGEST);
    Claim listed = image(MirrorOwner.SUPPLEMENTAL, LISTED + ":v1", null);
    MirrorErrorType empty = MirrorErrorType.SOURCE_TAG_EMPTY;
    return Stream.of(
        Arguments.of("the same", task(), watched, true),
        Arguments.of(
            "another digest",
            task(),
            image(MirrorOwner.DISTRIBUTOR, SOURCE, World.digest('b')),
            false),
        Arguments.of("no digest yet", task().image("", null), watched, false),
        Arguments.of("another owner", task(), image(MirrorOwner.ART, SOURCE, DIGEST), false),
        Arguments.of(
            "no owner",
            task(),
            Claim.nobody(TAG, new Problem(MirrorErrorType.IGNORED, "x")),
            false),
        Arguments.of(
            "another tag of the same floating tag",
            OpenTaskBuilder.of("test/a:b_1").image(SOURCE, DIGEST),
            watched,
            false),
        Arguments.of(
            "a failure that passes", task().failedWith(MirrorErrorType.TIMEOUT), watched, true),
        Arguments.of("a problem that is solved", task().failedWith(empty), watched, false),
        Arguments.of(
            "a conflict that is over",
            task().failedWith(MirrorErrorType.DESTINATION_CONFLICT),
            watched,
            false),
        Arguments.of("the same problem", task().failedWith(empty), problem(empty), true),
        Arguments.of("a new problem", task(), problem(empty), false),
        Arguments.of(
            "another problem",
            task().failedWith(empty),
            problem(MirrorErrorType.DESTINATION_CONFLICT),
            false),
        Arguments.of("the listed image, not read", listedTask(LISTED + ":v1"), listed, true),
        Arguments.of("the listed image, read", listedTask(LISTED + "@" + DIGEST), listed, false),
        Arguments.of("another image", listedTask(LISTED + "/b:v1"), listed, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void worksOnTheClaim(String name, OpenTaskBuilder task, Claim claim, boolean expected) {
    assertEquals(expected, task.build().worksOn(claim), name);
  }

  @ParameterizedTest
  @EnumSource(MirrorState.class)
  void waits(MirrorState state) {
    boolean waits =
        switch (state) {
          case RETRYING, PARKED, PLANNED -> true;
          case CHECKING, COPYING -> false;
        };
    assertEquals(waits, task().state(state).build().waits());
  }

  /** Such a task may be about to end because of what it read before a change. */
  @Test
  void aTaskThatTriesAgainDoesNotWait() {
    assertFalse(task().state(MirrorState.RETRYING).attempting().build().waits());
  }

  @Test
  void showsWhetherItHasChecked() {
    assertFalse(OpenTaskBuilder.of(TAG.toString()).build().hasChecked());
    assertTrue(OpenTaskBuilder.of(TAG.toString()).image(SOURCE, null).build().hasChecked());
    assertTrue(OpenTaskBuilder.of(TAG.toString()).image("", DIGEST).build().hasChecked());
    assertTrue(
        OpenTaskBuilder.of(TAG.toString())
            .failedWith(MirrorErrorType.TIMEOUT)
            .build()
            .hasChecked());
  }

  @Test
  void aBackfillHasATaskOfItsOwn() {
    assertFalse(
        OpenTaskBuilder.of(Destination.backfill(TAG))
            .build()
            .workflowId()
            .equals(task().build().workflowId()));
  }

  private static WorkflowExecutionInfo started(String id, Object tag, Object source) {
    DataConverter json = DefaultDataConverter.newDefaultInstance();
    return WorkflowExecutionInfo.newBuilder()
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
        .setMemo(
            Memo.newBuilder()
                .putFields(MirrorMemo.TAG, json.toPayload(tag).orElseThrow())
                .putFields(MirrorMemo.SOURCE, json.toPayload(source).orElseThrow()))
        .build();
  }

  /** Whoever starts a task by hand may write anything into it, and the others are listed still. */
  @Test
  void aTaskWhoseMemoCannotBeReadIsNoTask() {
    String id = MirrorMode.REAL.taskId(Destination.mirror(TAG));
    assertEquals(
        Optional.of(SOURCE),
        OpenTask.of(started(id, TAG.toString(), SOURCE), MirrorMode.REAL).map(OpenTask::source));
    assertEquals(
        Optional.of(""),
        OpenTask.of(started(id, TAG.toString(), List.of(1)), MirrorMode.REAL)
            .map(OpenTask::source));
    for (Object tag : List.of("a/b", "", 17, List.of("a"), "other/a_b:1")) {
      assertEquals(
          Optional.empty(), OpenTask.of(started(id, tag, SOURCE), MirrorMode.REAL), tag.toString());
    }
  }
}
