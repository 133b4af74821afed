package org.openshift.ci.mirror.workflow.testing;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.testing.Await;

/** The saved histories of real executions. */
public final class Histories {

  /** Relative to the module's folder, in which Maven runs tests. */
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");

  private Histories() {}

  /** Every saved history, by name. */
  public static List<Path> all() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.json")) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      all.sort(null);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("saved histories cannot be listed", e);
    }
  }

  /** Saves the history of a workflow's newest run, as Temporal's tools write it. */
  public static void save(WorkflowClient client, String workflowId, String name)
      throws IOException {
    write(name, client.fetchHistory(workflowId).toJson(true));
  }

  /** Saves the first two runs of a workflow, numbered. */
  public static void saveTwoRuns(WorkflowClient client, String workflowId, String name)
      throws IOException {
    String query = "WorkflowId='" + workflowId + "'";
    Await.until("two runs are listed", () -> client.listExecutions(query).count() >= 2);
    List<WorkflowExecutionMetadata> runs =
        client
            .listExecutions(query)
            .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
            .limit(2)
            .toList();
    int number = 1;
    for (WorkflowExecutionMetadata run : runs) {
      String json = client.fetchHistory(workflowId, run.getExecution().getRunId()).toJson(true);
      write(name + "-" + number++, json);
    }
  }

  private static void write(String name, String json) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".json"), json + System.lineSeparator());
  }
}
