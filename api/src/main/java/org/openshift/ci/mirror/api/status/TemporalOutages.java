package org.openshift.ci.mirror.api.status;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RegistryOutageWorkflow;

/**
 * Lists the workflows that probe registries: one is open as long as its registry does not serve.
 */
public final class TemporalOutages implements Outages {

  private static final String OPEN =
      "WorkflowType='" + RegistryOutageWorkflow.TYPE + "' AND ExecutionStatus='Running'";

  /** More registries than sources and target have. */
  private static final int MOST = 100;

  private static final String PREFIX = MirrorMode.REAL.outageId("");

  private final TemporalGateway temporal;

  public TemporalOutages(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  @Override
  public SequencedMap<String, Instant> open() {
    SequencedMap<String, Instant> open = new TreeMap<>();
    temporal
        .list(OPEN, MOST, ByteString.EMPTY)
        .getExecutionsList()
        .forEach(
            outage -> {
              String id = outage.getExecution().getWorkflowId();
              if (id.startsWith(PREFIX)) {
                open.put(id.substring(PREFIX.length()), Times.instant(outage.getStartTime()));
              }
            });
    return open;
  }
}
