package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names in histories, visibility queries and users' command lines, which must not change. */
class ContractNamesTest {

  static List<Arguments> workflows() {
    return List.of(
        Arguments.of(
            MirrorTaskWorkflow.class,
            Set.of(
                "WORKFLOW MirrorTask", "SIGNAL trigger", "SIGNAL operatorRequest", "QUERY status")),
        Arguments.of(
            WatcherWorkflow.class,
            Set.of("WORKFLOW Watcher", "SIGNAL tagsChanged", "SIGNAL tagsListed", "QUERY pending")),
        Arguments.of(ImageStreamWatchWorkflow.class, Set.of("WORKFLOW ImageStreamWatch")),
        Arguments.of(
            RegistryOutageWorkflow.class, Set.of("WORKFLOW RegistryOutage", "SIGNAL refused")),
        Arguments.of(
            RulesInForceWorkflow.class,
            Set.of("WORKFLOW RulesInForce", "SIGNAL inForce", "SIGNAL stopped", "QUERY newest")),
        Arguments.of(SupplementalImagesWorkflow.class, Set.of("WORKFLOW SupplementalImages")),
        Arguments.of(ArtImagesWorkflow.class, Set.of("WORKFLOW ArtImages")),
        Arguments.of(BackfillWorkflow.class, Set.of("WORKFLOW Backfill")),
        Arguments.of(ResyncWorkflow.class, Set.of("WORKFLOW Resync")),
        Arguments.of(DateTagRetentionWorkflow.class, Set.of("WORKFLOW DateTagRetention")));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void workflowsSignalsAndQueries(Class<?> type, Set<String> names) {
    assertEquals(
        new TreeSet<>(names),
        POJOWorkflowInterfaceMetadata.newInstance(type).getMethodsMetadata().stream()
            .map(ContractNamesTest::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void activities() {
    assertEquals(
        Set.of("ResolveSourceDigest", "CheckQuayDigest"), activities(CheckActivities.class));
    assertEquals(Set.of("PushTags"), activities(PushActivities.class));
    assertEquals(Set.of("SendNotification"), activities(NotificationActivities.class));
    assertEquals(Set.of("TellOpenTasks", "CompareTags"), activities(WatcherActivities.class));
    assertEquals(Set.of("ComparePage", "FinishRun"), activities(SweepActivities.class));
    assertEquals(Set.of("RemoveDateTags"), activities(RetentionActivities.class));
    assertEquals(Set.of("AwaitRegistry", "WakeTasks"), activities(RegistryOutageActivities.class));
    assertEquals(Set.of("WatchImageStreams"), activities(ImageStreamWatchActivities.class));
  }

  private static String name(POJOWorkflowMethodMetadata method) {
    return method.getType() + " " + method.getName();
  }

  private static Set<String> activities(Class<?> type) {
    return POJOActivityInterfaceMetadata.newInstance(type).getMethodsMetadata().stream()
        .map(POJOActivityMethodMetadata::getActivityTypeName)
        .collect(Collectors.toSet());
  }
}
