package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RegistryOutageWorkflow;

/** The status names a registry that does not serve, whether or not a task waits for it. */
class OutagesIT extends WithTemporal {

  private WorkflowStub begin(MirrorMode mode, String registry) {
    WorkflowStub outage =
        temporal
            .client()
            .newUntypedWorkflowStub(
                RegistryOutageWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(mode.outageId(registry))
                    .setTaskQueue("nobody")
                    .build());
    outage.start();
    return outage;
  }

  private String problems() {
    return http.json("/api/v1/status").path("problems").toString();
  }

  @Test
  void anOutageIsAProblemFromItsBeginningToItsEnd() {
    begin(MirrorMode.DRY_RUN, "dry.example");
    WorkflowStub outage = begin(MirrorMode.REAL, "quay.example:443");
    await().until(() -> problems().contains("quay.example:443 has not served for "));
    assertFalse(problems().contains("dry.example"), problems());
    outage.terminate("a test");
    await().until(() -> !problems().contains("quay.example:443"));
  }
}
