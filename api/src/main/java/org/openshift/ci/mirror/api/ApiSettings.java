package org.openshift.ci.mirror.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.openshift.ci.mirror.connection.TemporalAccess;

/**
 * The settings of the service.
 *
 * @param host address to listen on
 * @param port TCP port to listen on; 0 takes a free one
 * @param temporal how to reach Temporal, and the namespace that holds the mirror tasks
 * @param temporalUi address of Temporal's Web UI as browsers reach it, for links
 * @param triggerTokenFile file with the token for whoever asks something of tasks; empty switches
 *     that off
 * @param authorization what decides who may do what
 * @param authorizeReads whether also reads need a permission
 */
public record ApiSettings(
    String host,
    int port,
    TemporalAccess temporal,
    URI temporalUi,
    Optional<Path> triggerTokenFile,
    Authorization authorization,
    boolean authorizeReads) {

  /** Whether anything says who may do what: a token or the cluster. */
  boolean decidesWhoMayDoWhat() {
    return authorization == Authorization.KUBERNETES || triggerTokenFile.isPresent();
  }
}
