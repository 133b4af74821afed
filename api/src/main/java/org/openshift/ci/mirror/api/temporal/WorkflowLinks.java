package org.openshift.ci.mirror.api.temporal;

import com.google.common.net.UrlEscapers;
import java.net.URI;

/** Addresses of executions and batches in Temporal's Web UI. */
public final class WorkflowLinks {

  private final String prefix;

  /**
   * Links to one namespace.
   *
   * @param webUi the Web UI's address, with or without a path or a trailing slash
   */
  public WorkflowLinks(URI webUi, String namespace) {
    this.prefix = webUi.toString().replaceAll("/+$", "") + "/namespaces/" + encode(namespace) + "/";
  }

  /** The page with the execution's history. */
  public String of(String workflowId, String runId) {
    return prefix + "workflows/" + encode(workflowId) + "/" + encode(runId) + "/history";
  }

  /** The page of a batch operation. */
  public String ofBatch(String id) {
    return ofBatches() + "/" + encode(id);
  }

  /** The page with all batch operations. */
  public String ofBatches() {
    return prefix + "batch-operations";
  }

  /** As JavaScript's {@code encodeURIComponent}, which the Web UI uses. */
  private static String encode(String text) {
    return UrlEscapers.urlFormParameterEscaper()
        .escape(text)
        .replace("+", "%20")
        .replace("%7E", "~");
  }
}
