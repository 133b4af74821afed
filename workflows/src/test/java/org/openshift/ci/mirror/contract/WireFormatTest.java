package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushProgress;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.model.WatchPosition;

/**
 * What records look like in histories that exist: a task may be open for months, so a change here
 * must go on reading what was written before.
 */
class WireFormatTest {

  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");
  private static final Problem PROBLEM =
      new Problem(MirrorErrorType.DESTINATION_CONFLICT, "claimed twice");
  private static final MirrorTask TASK =
      new MirrorTask(MirrorOwner.ART, TAG, "r/s@sha256:1", "sha256:1", "q/t:x", AT, PROBLEM);
  private static final MirrorTask BY_HAND = MirrorTask.byHand(TAG, AT);
  private static final TagChange REMOVED = TagChange.removed(TAG, AT);

  private static final String PROBLEM_JSON =
      "{'type':'DestinationConflict','message':'claimed twice'}";
  private static final String AT_JSON = "'observedAt':'2026-02-03T04:05:06.789Z'";
  private static final String TASK_JSON =
      "{'owner':'art','tag':'ocp/4.20:cli','source':'r/s@sha256:1','sourceDigest':'sha256:1',"
          + "'destination':'q/t:x',"
          + AT_JSON
          + ",'problem':"
          + PROBLEM_JSON
          + "}";
  private static final String BY_HAND_JSON =
      "{'owner':'distributor','tag':'ocp/4.20:cli'," + AT_JSON + "}";
  private static final String REMOVED_JSON =
      "{'tag':'ocp/4.20:cli'," + AT_JSON + ",'removed':true}";

  private static final RunSummary SUMMARY =
      new RunSummary(
          9, 4, 3, 1, new TreeMap<>(Map.of("ignored", 1, "source_missing", 1)), List.of("look"));
  private static final String SUMMARY_JSON =
      "{'lookedAt':9,'equal':4,'started':3,'withdrawn':1,"
          + "'skipped':{'ignored':1,'source_missing':1},'notes':['look']}";

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(TASK, TASK_JSON),
        Arguments.of(BY_HAND, BY_HAND_JSON),
        Arguments.of(PROBLEM, PROBLEM_JSON),
        Arguments.of(REMOVED, REMOVED_JSON),
        Arguments.of(
            TagChange.problem(TAG, "sha256:1", AT, PROBLEM),
            "{'tag':'ocp/4.20:cli','digest':'sha256:1',"
                + AT_JSON
                + ",'removed':false,'problem':"
                + PROBLEM_JSON
                + "}"),
        Arguments.of(
            new CheckRequest("r/s@sha256:1", "sha256:1", "q/t:x"),
            "{'source':'r/s@sha256:1','sourceDigest':'sha256:1','destination':'q/t:x'}"),
        Arguments.of(
            new CompareResult(List.of(TASK), List.of(REMOVED), 7),
            "{'tasks':[" + TASK_JSON + "],'withdrawn':[" + REMOVED_JSON + "],'equal':7}"),
        Arguments.of(new FailureDetail(5, false), "{'parkAfter':5}"),
        Arguments.of(new FailureDetail(1, true), "{'parkAfter':1,'skip':true}"),
        Arguments.of(
            new MirrorResult(MirrorResult.Outcome.MIRRORED, "sha256:1", 2, 3),
            "{'outcome':'MIRRORED','digest':'sha256:1','pushes':2,'bytesCopied':3}"),
        Arguments.of(
            new MirrorResult(MirrorResult.Outcome.WITHDRAWN, null, 0, 0),
            "{'outcome':'WITHDRAWN','pushes':0,'bytesCopied':0}"),
        Arguments.of(
            new MirrorStatus(BY_HAND, MirrorState.RETRYING, 2, "Timeout", "too late", AT),
            "{'task':"
                + BY_HAND_JSON
                + ",'state':'retrying','failures':2,'errorType':'Timeout',"
                + "'lastError':'too late','nextAttemptAt':'2026-02-03T04:05:06.789Z'}"),
        Arguments.of(new PushProgress(1, 2), "{'bytesDone':1,'bytesTotal':2}"),
        Arguments.of(
            new PushRequest(
                MirrorOwner.SUPPLEMENTAL, TAG, "r/s@sha256:1", "sha256:1", "q/t:x", "q/t:d"),
            "{'owner':'supplemental','tag':'ocp/4.20:cli','source':'r/s@sha256:1',"
                + "'digest':'sha256:1','destination':'q/t:x','dateDestination':'q/t:d'}"),
        Arguments.of(
            new PushResult("sha256:1", 1, 2, 3, 4),
            "{'digest':'sha256:1','bytesCopied':1,'blobsCopied':2,'blobsMounted':3,"
                + "'milliseconds':4}"),
        Arguments.of(
            new ResolvedSource("r/s@sha256:1", "sha256:1", "q/t:x"),
            "{'source':'r/s@sha256:1','digest':'sha256:1','destination':'q/t:x'}"),
        Arguments.of(TargetImage.missing(), "{'digest':'','stale':true}"),
        Arguments.of(new WatchPosition("17"), "{'resourceVersion':'17'}"),
        Arguments.of(new WatchPosition("17", "ab"), "{'resourceVersion':'17','rules':'ab'}"),
        Arguments.of(WatchPosition.start(), "{}"),
        Arguments.of(
            new MirrorTaskInput(
                BY_HAND,
                true,
                new MirrorTaskInput.Carried(4, 3, "Timeout", "too late", 1, 2, "sha256:2")),
            "{'task':"
                + BY_HAND_JSON
                + ",'dryRun':true,'carried':{'failures':4,'sameType':3,'errorType':'Timeout',"
                + "'lastError':'too late','pushes':1,'bytesCopied':2,"
                + "'plannedDigest':'sha256:2'}}"),
        Arguments.of(
            MirrorTaskInput.first(BY_HAND, MirrorMode.REAL),
            "{'task':" + BY_HAND_JSON + ",'dryRun':false}"),
        Arguments.of(SUMMARY, SUMMARY_JSON),
        Arguments.of(
            RunSummary.none(),
            "{'lookedAt':0,'equal':0,'started':0,'withdrawn':0,'skipped':{},'notes':[]}"),
        Arguments.of(RunInput.all(MirrorMode.DRY_RUN), "{'dryRun':true,'only':[]}"),
        Arguments.of(
            new RunInput(false, List.of(TAG), new RunInput.Carried(AT, TAG, SUMMARY)),
            "{'dryRun':false,'only':['ocp/4.20:cli'],'carried':{"
                + "'since':'2026-02-03T04:05:06.789Z','after':'ocp/4.20:cli','soFar':"
                + SUMMARY_JSON
                + "}}"),
        Arguments.of(
            new RunPageRequest(RunKind.SUPPLEMENTAL, AT, TAG, List.of(TAG)),
            "{'kind':'supplemental','since':'2026-02-03T04:05:06.789Z',"
                + "'after':'ocp/4.20:cli','only':['ocp/4.20:cli']}"),
        Arguments.of(
            new RunPage(TAG, List.of(TASK), SUMMARY),
            "{'last':'ocp/4.20:cli','tasks':[" + TASK_JSON + "],'found':" + SUMMARY_JSON + "}"),
        Arguments.of(
            new WatcherInput(false, List.of(REMOVED), List.of(TAG)),
            "{'dryRun':false,'pending':[" + REMOVED_JSON + "],'apart':['ocp/4.20:cli']}"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void isWrittenAsPinned(Object value, String json) throws Exception {
    Payload payload = CONVERTER.toPayload(value).orElseThrow();
    assertEquals(tree(json), tree(payload.getData().toStringUtf8()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void isReadBack(Object value, String json) {
    assertEquals(value, read(json, value.getClass()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void isReadWithAComponentOfANewerVersion(Object value, String json) {
    String newer = json.equals("{}") ? "{'newer':1}" : json.replaceFirst("\\{", "{'newer':1,");
    assertEquals(value, read(newer, value.getClass()));
  }

  @Test
  void everyRecordOfTheContractIsPinned() throws Exception {
    TreeSet<String> pinned = new TreeSet<>(List.of("TagReference"));
    records().forEach(pair -> pinned.add(pair.get()[0].getClass().getSimpleName()));
    TreeSet<String> existing = new TreeSet<>();
    for (Class<?> anchor : List.of(MirrorTask.class, MirrorTaskInput.class)) {
      for (File file : classFiles(anchor)) {
        String name = file.getName().replace(".class", "");
        Class<?> candidate = Class.forName(anchor.getPackageName() + "." + name);
        if (candidate.isRecord() && !candidate.isMemberClass()) {
          existing.add(candidate.getSimpleName());
        }
      }
    }
    assertEquals(existing, pinned);
  }

  @Test
  void anErrorTypeOfANewerVersionIsRead() {
    Problem problem = read("{'type':'NotKnownYet','message':'m'}", Problem.class);
    assertEquals(MirrorErrorType.UNEXPECTED, problem.type());
  }

  @Test
  void aWatchersInputOfAnOlderVersionIsRead() {
    assertEquals(
        WatcherInput.first(MirrorMode.DRY_RUN), read("{'dryRun':true}", WatcherInput.class));
  }

  /** As a person types it who starts a run. */
  @Test
  void aRunsInputByHandNeedsOnlyWhatItSays() {
    assertEquals(RunInput.all(MirrorMode.REAL), read("{}", RunInput.class));
    assertEquals(
        RunInput.only(MirrorMode.REAL, List.of(TAG)),
        read("{'only':['ocp/4.20:cli']}", RunInput.class));
  }

  @Test
  void aChangeWithoutATagIsRefused() {
    assertThrows(DataConverterException.class, () -> read("{" + AT_JSON + "}", TagChange.class));
    assertThrows(
        DataConverterException.class, () -> read("{'tag':'ocp/4.20:cli'}", TagChange.class));
  }

  private static File[] classFiles(Class<?> anchor) throws URISyntaxException {
    Path root = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    File[] files =
        root.resolve(anchor.getPackageName().replace('.', '/'))
            .toFile()
            .listFiles((folder, name) -> name.endsWith(".class"));
    assertEquals(true, files != null && files.length > 0, () -> Arrays.toString(files));
    return files;
  }

  private static <T> T read(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json.replace('\'', '"')))
            .build();
    return CONVERTER.fromPayload(payload, type, type);
  }

  private static JsonNode tree(String json) throws Exception {
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }
}
