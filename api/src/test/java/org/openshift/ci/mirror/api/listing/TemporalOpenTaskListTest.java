package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.temporal.FakeFrontend;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.api.watch.WatchCheck;

class TemporalOpenTaskListTest {

  private static final TaskQuery ALL = TaskQuery.openTasks();

  /** Gives at most two executions at a time, of five; the token is the number given so far. */
  private static ListWorkflowExecutionsResponse twoOfFive(ListWorkflowExecutionsRequest request) {
    String token = request.getNextPageToken().toStringUtf8();
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int to = Math.min(5, from + Math.min(2, request.getPageSize()));
    ListWorkflowExecutionsResponse.Builder response = ListWorkflowExecutionsResponse.newBuilder();
    for (int number = from; number < to; number++) {
      response.addExecutions(Executions.open("task-" + number, Map.of(), Map.of()));
    }
    if (to < 5) {
      response.setNextPageToken(ByteString.copyFromUtf8(Integer.toString(to)));
    }
    return response.build();
  }

  @Test
  void fillsAPageFromSmallerOnesAndContinuesAfterIt() throws IOException {
    try (FakeFrontend temporal = new FakeFrontend(TemporalOpenTaskListTest::twoOfFive)) {
      OpenTaskList tasks = tasks(temporal);
      TaskPage first = tasks.page(ALL, 3, "");
      assertEquals(List.of("task-0", "task-1", "task-2"), ids(first));
      TaskPage second = tasks.page(ALL, 3, first.nextPageToken());
      assertEquals(List.of("task-3", "task-4"), ids(second));
      assertEquals("", second.nextPageToken());
      assertEquals(
          List.of(3, 1, 3),
          temporal.lists().stream().map(ListWorkflowExecutionsRequest::getPageSize).toList());
      assertEquals(ALL.text(), temporal.lists().getFirst().getQuery());
    }
  }

  @Test
  void countsWithoutListing() throws IOException {
    try (FakeFrontend temporal = new FakeFrontend(TemporalOpenTaskListTest::twoOfFive)) {
      assertEquals(42, tasks(temporal).count(ALL));
      assertEquals(List.of(), temporal.lists());
    }
  }

  private static OpenTaskList tasks(FakeFrontend temporal) {
    TemporalGateway gateway = temporal.gateway(1_000_000);
    return new TemporalOpenTaskList(
        gateway,
        new MirrorEntries(new WorkflowLinks(URI.create("http://ui.example"), "default")),
        new WatchCheck(gateway));
  }

  private static List<String> ids(TaskPage page) {
    return page.entries().stream().map(MirrorEntry::workflowId).toList();
  }
}
