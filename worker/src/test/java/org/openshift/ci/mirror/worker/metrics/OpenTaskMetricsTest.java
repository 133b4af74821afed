package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;

class OpenTaskMetricsTest {

  private static final Instant STARTED = Instant.parse("2026-11-26T12:00:00.5Z");

  private static Instant createdAt(Object memo) {
    return OpenTaskMetrics.createdAt(
        WorkflowExecutionInfo.newBuilder()
            .setStartTime(
                Timestamp.newBuilder()
                    .setSeconds(STARTED.getEpochSecond())
                    .setNanos(STARTED.getNano()))
            .setMemo(
                Memo.newBuilder()
                    .putFields(
                        MirrorMemo.CREATED_AT,
                        DefaultDataConverter.newDefaultInstance().toPayload(memo).orElseThrow()))
            .build());
  }

  @Test
  void aTaskIsAsOldAsItsMemoSays() {
    assertEquals(Instant.parse("2026-11-20T01:02:03Z"), createdAt("2026-11-20T01:02:03Z"));
  }

  /** One that was started by hand must not take away the metrics of all others. */
  @Test
  void aTaskWhoseMemoCannotBeReadIsAsOldAsItsRun() {
    for (Object odd : List.of("yesterday", "", 17, List.of("a"))) {
      assertEquals(STARTED, createdAt(odd), odd.toString());
    }
  }
}
