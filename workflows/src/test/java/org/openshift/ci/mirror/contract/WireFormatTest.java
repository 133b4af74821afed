package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/** What goes into a history must come out of it again: Temporal's converter takes no field more. */
class WireFormatTest {

  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();
  private static final TagReference TAG = new TagReference("ocp", "4.20", "cli");
  private static final Instant AT = Instant.parse("2026-07-28T10:11:12.345Z");

  static Stream<Object> values() {
    Problem problem = new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, "it has no image");
    MirrorTask task =
        new MirrorTask(MirrorOwner.ART, TAG, "from@sha256:aa", "sha256:aa", "to:x", AT, problem);
    return Stream.of(
        TAG,
        task,
        MirrorTask.byHand(TAG, AT),
        MirrorTaskInput.first(task, MirrorMode.DRY_RUN),
        new MirrorTaskInput(task, false, new MirrorTaskInput.Carried(3, "Timeout", "slow", 1)),
        new MirrorStatus(task, MirrorState.PARKED, 1, "SourceTagEmpty", "it has no image", AT),
        new MirrorResult(MirrorResult.Outcome.MIRRORED, "sha256:aa", 1, 42),
        new MirrorResult(MirrorResult.Outcome.WITHDRAWN, null, 0, 0),
        TagChange.image(TAG, "sha256:aa", AT),
        TagChange.removed(TAG, AT),
        TagChange.problem(TAG, null, AT, problem));
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackAsItWas(Object value) {
    Payload payload = CONVERTER.toPayload(value).orElseThrow();
    assertEquals(value, CONVERTER.fromPayload(payload, value.getClass(), value.getClass()));
  }
}
