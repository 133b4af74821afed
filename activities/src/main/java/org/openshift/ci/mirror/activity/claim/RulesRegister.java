package org.openshift.ci.mirror.activity.claim;

import java.util.Optional;
import org.openshift.ci.mirror.model.RulesVersion;

/** The newest rules of any living worker. */
public interface RulesRegister {

  /**
   * The newest rules; empty when no worker has reported any.
   *
   * @param askAnew whether the answer must be newer than this call; else it may be a moment older
   * @throws io.grpc.StatusRuntimeException when there is no answer in time, or when the thread is
   *     interrupted; its interrupt flag stays set
   * @throws io.temporal.client.WorkflowException when Temporal cannot answer
   */
  Optional<RulesVersion> newest(boolean askAnew);
}
