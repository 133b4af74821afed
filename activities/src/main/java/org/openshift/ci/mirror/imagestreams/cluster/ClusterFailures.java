package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Collection;
import org.openshift.ci.mirror.imagestreams.ImageStreamSourceException;
import org.openshift.ci.mirror.log.SafeText;

/** Describes failures of the cluster, and tells the transient ones from those that last. */
final class ClusterFailures {

  /** Characters of a reason. */
  private static final int LONGEST = 1_000;

  private ClusterFailures() {}

  /** Whether the requested resource version or page is too old for the cluster (410 Gone). */
  static boolean isGone(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_GONE;
  }

  /**
   * Does nothing for a failure that may pass.
   *
   * @param what what was tried, for example "list image streams"
   * @param cluster its address
   * @param said the reason as {@code ImageStreamCluster.describe} gives it
   * @throws ImageStreamSourceException for a failure that waiting will not help
   */
  static void requireTransient(
      String what, String cluster, String said, KubernetesClientException e) {
    String advice =
        switch (e.getCode()) {
          case HttpURLConnection.HTTP_UNAUTHORIZED ->
              "the credentials were refused; renew the token in the kubeconfig or of the service"
                  + " account";
          case HttpURLConnection.HTTP_FORBIDDEN ->
              "permission is missing; give the account the verbs get, list and watch on"
                  + " imagestreams of image.openshift.io in all namespaces";
          case HttpURLConnection.HTTP_NOT_FOUND ->
              "this cluster has no image streams; is it an OpenShift cluster?";
          default -> null;
        };
    if (advice != null) {
      throw new ImageStreamSourceException(
          "cannot %s at %s: %s (status %d: %s)".formatted(what, cluster, advice, e.getCode(), said),
          // A cause would be stored with its message, which nobody redacted.
          null);
    }
  }

  /**
   * The message of the cluster, else of the innermost cause, as those around it repeat the address;
   * in one line, without these secrets.
   */
  static String oneLine(Throwable e, Collection<String> secrets) {
    String reason = reason(e);
    for (String secret : secrets) {
      reason = reason.replace(secret, "(credential)");
    }
    return SafeText.oneLine(SafeText.redacted(reason), LONGEST);
  }

  private static String reason(Throwable e) {
    Throwable innermost = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException said
          && said.getStatus() != null
          && said.getStatus().getMessage() != null) {
        return said.getStatus().getMessage();
      }
      innermost = cause;
    }
    return innermost.getMessage() == null
        ? innermost.getClass().getSimpleName()
        : innermost.getMessage();
  }
}
