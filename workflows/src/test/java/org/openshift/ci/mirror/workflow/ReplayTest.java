package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.testing.WorkflowReplayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.workflow.testing.Histories;

/**
 * Open executions go on in the new version of the code, so today's code must replay every saved
 * history. {@link HistoryRecorder} says how histories are made.
 */
class ReplayTest {

  static List<Path> histories() {
    return Histories.all();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void isReplayed(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        history.toFile(),
        MirrorTaskWorkflowImpl.class,
        WatcherWorkflowImpl.class,
        ImageStreamWatchWorkflowImpl.class,
        SweepWorkflowImpl.class,
        DateTagRetentionWorkflowImpl.class,
        RegistryOutageWorkflowImpl.class,
        RulesInForceWorkflowImpl.class);
  }

  /** Open executions of this workflow went on after such a suggestion. */
  @Test
  void rulesInForceDoesNotHeedASuggestedNewRun() throws Exception {
    Path saved =
        histories().stream().filter(p -> p.endsWith("rules-in-force.json")).findAny().get();
    String size = "\"historySizeBytes\"";
    String suggested =
        Files.readString(saved).replace(size, "\"suggestContinueAsNew\": true, " + size);
    WorkflowReplayer.replayWorkflowExecution(suggested, RulesInForceWorkflowImpl.class);
  }

  @Test
  void everyWorkflowHasAHistory() {
    List<String> names = histories().stream().map(path -> path.getFileName().toString()).toList();
    for (String workflow :
        List.of(
            "mirror-task",
            "watcher",
            "image-stream-watch",
            "supplemental-images",
            "art-images",
            "backfill-images",
            "resync",
            "date-tag-retention",
            "registry-outage",
            "rules-in-force")) {
      assertTrue(
          names.stream().anyMatch(name -> name.startsWith(workflow)), () -> "none of " + workflow);
    }
  }
}
