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
import org.openshift.ci.mirror.contract.RulesInForceState.WorkerRules;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushProgress;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagCheck;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.model.WatchHeartbeat;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.model.WatchState;

/** The JSON of records. A task may be open for months, so older JSON must stay readable. */
class WireFormatTest {

  private static final OperatorRequest PARK =
      new OperatorRequest(OperatorRequest.Action.PARK, "alice", "not yet");
  private static final String PARK_JSON = "{'action':'park','by':'alice','reason':'not yet'}";
  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");
  private static final Problem PROBLEM =
      new Problem(MirrorErrorType.DESTINATION_CONFLICT, "claimed twice");
  private static final Claim CLAIM =
      new Claim(MirrorOwner.ART, TAG, "r/s@sha256:1", "sha256:1", "q/t:x", null);
  private static final Destination PLACE = Destination.mirror(TAG);
  private static final RulesVersion RULES = new RulesVersion("c1", "a1");
  private static final WorkerRules WORKER = new WorkerRules("worker-1", RULES, AT);

  private static final Notification NOTIFICATION =
      new Notification(TAG, Notification.State.PARKED, "SourceTagEmpty", "no image", AT, AT);
  private static final String NOTIFICATION_JSON =
      "{'tag':'ocp/4.20:cli','state':'parked','reason':'SourceTagEmpty','error':'no image',"
          + "'since':'2026-02-03T04:05:06.789Z','decidedAt':'2026-02-03T04:05:06.789Z'}";

  private static final String PROBLEM_JSON =
      "{'type':'DestinationConflict','message':'claimed twice'}";
  private static final String CLAIM_JSON =
      "{'owner':'art','tag':'ocp/4.20:cli','source':'r/s@sha256:1','digest':'sha256:1',"
          + "'destination':'q/t:x'}";
  private static final String PLACE_JSON = "{'tag':'ocp/4.20:cli'}";
  private static final String RULES_JSON = "{'configuration':'c1','all':'a1'}";
  private static final String WORKER_JSON =
      "{'worker':'worker-1','version':" + RULES_JSON + ",'saidAt':'2026-02-03T04:05:06.789Z'}";

  private static final String OUTAGE_JSON = "{'registry':'quay.io','image':'quay.io/a/b:c'}";

  private static final SweepSummary SUMMARY =
      new SweepSummary(
          9, 4, 3, 1, new TreeMap<>(Map.of("ignored", 1, "source_missing", 1)), List.of("look"));
  private static final String SUMMARY_JSON =
      "{'lookedAt':9,'equal':4,'started':3,'withdrawn':1,"
          + "'skipped':{'ignored':1,'source_missing':1},'notes':['look']}";

  private static final RetentionSummary RETENTION =
      new RetentionSummary(
          30,
          true,
          9,
          new TreeMap<>(Map.of("in_use", 1, "young", 2)),
          3,
          1,
          new TreeMap<>(Map.of("not_supported", 2)),
          List.of("look"));
  private static final String RETENTION_JSON =
      "{'days':30,'dryRun':true,'lookedAt':9,'kept':{'in_use':1,'young':2},'wouldRemove':3,"
          + "'removed':1,'failed':{'not_supported':2},'notes':['look']}";

  private static final WatchState WATCH_STATE =
      new WatchState(WatchPhase.FAILING, AT, "no", AT, AT, 2);
  private static final String WATCH_STATE_JSON =
      "{'phase':'failing','since':'2026-02-03T04:05:06.789Z','lastError':'no',"
          + "'lastEvent':'2026-02-03T04:05:06.789Z','upToDateAt':'2026-02-03T04:05:06.789Z',"
          + "'relists':2}";

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(PLACE, PLACE_JSON),
        Arguments.of(Destination.backfill(TAG), "{'tag':'ocp/4.20:cli','backfill':true}"),
        Arguments.of(CLAIM, CLAIM_JSON),
        Arguments.of(
            Claim.nobody(TAG, PROBLEM), "{'tag':'ocp/4.20:cli','problem':" + PROBLEM_JSON + "}"),
        Arguments.of(PROBLEM, PROBLEM_JSON),
        Arguments.of(
            new CheckRequest("r/s@sha256:1", "sha256:1", "q/t:x"),
            "{'source':'r/s@sha256:1','sourceDigest':'sha256:1','destination':'q/t:x'}"),
        Arguments.of(
            new CompareResult(7, 2, List.of(TAG)),
            "{'equal':7,'started':2,'left':['ocp/4.20:cli']}"),
        Arguments.of(FailureDetail.parkingAfter(5), "{'parkAfter':5}"),
        Arguments.of(new FailureDetail(1, true, null), "{'parkAfter':1,'skip':true}"),
        Arguments.of(
            new FailureDetail(9, false, "quay.io"), "{'parkAfter':9,'registry':'quay.io'}"),
        Arguments.of(
            new MirrorResult(MirrorResult.Outcome.MIRRORED, "sha256:1", 2, 3, null),
            "{'outcome':'MIRRORED','digest':'sha256:1','pushes':2,'bytesCopied':3}"),
        Arguments.of(
            new MirrorResult(MirrorResult.Outcome.WITHDRAWN, null, 0, 0, PROBLEM),
            "{'outcome':'WITHDRAWN','pushes':0,'bytesCopied':0,'reason':" + PROBLEM_JSON + "}"),
        Arguments.of(
            new MirrorStatus(PLACE, CLAIM, MirrorState.RETRYING, 2, "Timeout", "too late", AT),
            "{'destination':"
                + PLACE_JSON
                + ",'claim':"
                + CLAIM_JSON
                + ",'state':'retrying','failures':2,'errorType':'Timeout',"
                + "'lastError':'too late','nextAttemptAt':'2026-02-03T04:05:06.789Z'}"),
        Arguments.of(new PushProgress(1, 2), "{'bytesDone':1,'bytesTotal':2}"),
        Arguments.of(
            new PushRequest(
                PLACE, MirrorOwner.ART, TAG, "r/s@sha256:1", "sha256:1", "q/t:x", "q/t:d", AT),
            "{'place':"
                + PLACE_JSON
                + ",'owner':'art','tag':'ocp/4.20:cli','source':'r/s@sha256:1',"
                + "'digest':'sha256:1','destination':'q/t:x','dateDestination':'q/t:d','since':'2026-02-03T04:05:06.789Z'}"),
        Arguments.of(
            new PushResult("sha256:1", 1, 2, 3, 4),
            "{'digest':'sha256:1','bytesCopied':1,'blobsCopied':2,'blobsMounted':3,"
                + "'milliseconds':4}"),
        Arguments.of(new RegistryOutage("quay.io", "quay.io/a/b:c", false), OUTAGE_JSON),
        Arguments.of(
            new RegistryOutage("quay.io", "quay.io/a/b:c", true),
            "{'registry':'quay.io','image':'quay.io/a/b:c','writing':true}"),
        Arguments.of(RULES, RULES_JSON),
        Arguments.of(
            new RulesInForceState(List.of(WORKER), List.of(RULES)),
            "{'workers':[" + WORKER_JSON + "],'order':[" + RULES_JSON + "]}"),
        Arguments.of(TargetImage.missing(), "{'digest':'','stale':true}"),
        Arguments.of(new WatchPosition("17"), "{'resourceVersion':'17'}"),
        Arguments.of(new WatchPosition("17", "ab"), "{'resourceVersion':'17','rules':'ab'}"),
        Arguments.of(
            new WatchPosition("17", "ab", "w"),
            "{'resourceVersion':'17','rules':'ab','watcher':'w'}"),
        Arguments.of(WatchPosition.start(), "{}"),
        Arguments.of(
            WatchState.begin(AT),
            "{'phase':'connecting','since':'2026-02-03T04:05:06.789Z','relists':0}"),
        Arguments.of(WATCH_STATE, WATCH_STATE_JSON),
        Arguments.of(
            WatchHeartbeat.of(new WatchPosition("17", "ab", "w"), WATCH_STATE),
            "{'resourceVersion':'17','rules':'ab','watcher':'w','state':" + WATCH_STATE_JSON + "}"),
        Arguments.of(
            new MirrorTaskInput(
                PLACE,
                true,
                new MirrorTaskInput.Carried(4, 3, "Timeout", "too late", 1, 2, "sha256:2", PARK)),
            "{'destination':"
                + PLACE_JSON
                + ",'dryRun':true,'carried':{'failures':4,'sameType':3,'errorType':'Timeout',"
                + "'lastError':'too late','pushes':1,'bytesCopied':2,"
                + "'plannedDigest':'sha256:2','parked':"
                + PARK_JSON
                + "}}"),
        Arguments.of(
            new TagCheck(
                null,
                new TargetImage("sha256:1", true),
                new Problem(MirrorErrorType.TIMEOUT, "too late")),
            "{'target':{'digest':'sha256:1','stale':true},"
                + "'failure':{'type':'Timeout','message':'too late'}}"),
        Arguments.of(PARK, PARK_JSON),
        Arguments.of(
            MirrorTaskInput.first(PLACE, MirrorMode.REAL),
            "{'destination':" + PLACE_JSON + ",'dryRun':false}"),
        Arguments.of(
            MirrorTaskInput.failing(
                PLACE, MirrorMode.REAL, CLAIM, new Problem(MirrorErrorType.SOURCE_MISSING, "gone")),
            "{'destination':"
                + PLACE_JSON
                + ",'dryRun':false,'found':{'problem':{'type':'SourceMissing','message':'gone'},"
                + "'parkAfter':8}}"),
        Arguments.of(
            MirrorTaskInput.failing(
                PLACE,
                MirrorMode.REAL,
                CLAIM.withRecipient(),
                new Problem(MirrorErrorType.TIMEOUT, "late")),
            "{'destination':"
                + PLACE_JSON
                + ",'dryRun':false,'found':{'problem':{'type':'Timeout','message':'late'},"
                + "'parkAfter':2147483647,'hasRecipient':true}}"),
        Arguments.of(
            new MirrorTaskInput(
                PLACE,
                false,
                new MirrorTaskInput.Carried(0, 0, null, null, 0, 0, null, null, AT, NOTIFICATION)),
            "{'destination':"
                + PLACE_JSON
                + ",'dryRun':false,'carried':{'failures':0,'sameType':0,'pushes':0,"
                + "'bytesCopied':0,'failingSince':'2026-02-03T04:05:06.789Z','unsent':"
                + NOTIFICATION_JSON
                + "}}"),
        Arguments.of(NOTIFICATION, NOTIFICATION_JSON),
        Arguments.of(
            CLAIM.withRecipient(), CLAIM_JSON.replaceFirst("}$", "") + ",'hasRecipient':true}"),
        Arguments.of(SUMMARY, SUMMARY_JSON),
        Arguments.of(
            SweepSummary.none(),
            "{'lookedAt':0,'equal':0,'started':0,'withdrawn':0,'skipped':{},'notes':[]}"),
        Arguments.of(SweepInput.all(MirrorMode.DRY_RUN), "{'dryRun':true,'only':[]}"),
        Arguments.of(
            new SweepInput(false, List.of(TAG), new SweepInput.Carried(AT, TAG, SUMMARY)),
            "{'dryRun':false,'only':['ocp/4.20:cli'],'carried':{"
                + "'since':'2026-02-03T04:05:06.789Z','after':'ocp/4.20:cli','soFar':"
                + SUMMARY_JSON
                + "}}"),
        Arguments.of(
            new SweepPageRequest(SweepKind.SUPPLEMENTAL, AT, TAG, List.of(TAG)),
            "{'kind':'supplemental','since':'2026-02-03T04:05:06.789Z',"
                + "'after':'ocp/4.20:cli','only':['ocp/4.20:cli']}"),
        Arguments.of(
            new SweepPage(TAG, SUMMARY), "{'last':'ocp/4.20:cli','found':" + SUMMARY_JSON + "}"),
        Arguments.of(RETENTION, RETENTION_JSON),
        Arguments.of(RetentionPage.first(), "{'last':false}"),
        Arguments.of(
            new RetentionPage("a", true, RETENTION),
            "{'after':'a','last':true,'soFar':" + RETENTION_JSON + "}"),
        Arguments.of(
            new RetentionPageRequest(30, true, AT, RetentionPage.first()),
            "{'days':30,'remove':true,'since':'2026-02-03T04:05:06.789Z',"
                + "'before':{'last':false}}"),
        Arguments.of(RetentionInput.of(30, true), "{'days':30,'remove':true}"),
        Arguments.of(
            new RetentionInput(30, false, new RetentionInput.Carried(AT, RetentionPage.first())),
            "{'days':30,'remove':false,'carried':{'since':'2026-02-03T04:05:06.789Z',"
                + "'page':{'last':false}}}"),
        Arguments.of(
            new WatcherInput(false, List.of(TAG), List.of(TAG)),
            "{'dryRun':false,'fresh':['ocp/4.20:cli'],'listed':['ocp/4.20:cli']}"));
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
    // A date tag is sent as the text that it is at the target.
    pinned.add(DateTag.class.getSimpleName());
    TreeSet<String> existing = new TreeSet<>();
    for (Class<?> anchor : List.of(Destination.class, MirrorTaskInput.class)) {
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

  /** As a person writes it who starts a sweep by hand. */
  @Test
  void aRunsInputByHandNeedsOnlyWhatItSays() {
    assertEquals(SweepInput.all(MirrorMode.REAL), read("{}", SweepInput.class));
    assertEquals(RetentionInput.of(0, false), read("{}", RetentionInput.class));
    assertEquals(
        SweepInput.only(MirrorMode.REAL, List.of(TAG)),
        read("{'only':['ocp/4.20:cli']}", SweepInput.class));
  }

  @Test
  void whatMustBeThereIsRefusedWithoutIt() {
    assertThrows(DataConverterException.class, () -> read("{}", Destination.class));
    assertThrows(DataConverterException.class, () -> read("{'tag':'ocp/4.20:cli'}", Claim.class));
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
