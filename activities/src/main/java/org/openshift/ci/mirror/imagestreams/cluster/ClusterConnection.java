package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.openshift.client.OpenShiftClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.openshift.ci.mirror.imagestreams.file.FileImageStreamSource;

/**
 * Finds the cluster: the kubeconfig that was given, else as {@code kubectl} does ({@code
 * KUBECONFIG}, {@code ~/.kube/config}), else the service account of the pod this runs in.
 */
public final class ClusterConnection {

  /** What fabric8 takes when it finds nothing else. */
  private static final String INSIDE_A_POD = "https://kubernetes.default.svc";

  private ClusterConnection() {}

  /**
   * A client for the cluster; makes no request yet.
   *
   * @param kubeconfig null to look for it in the usual places
   * @throws IllegalArgumentException when there is no such file, it cannot be read, or no cluster
   *     is found; the message is one line
   */
  public static OpenShiftClient open(Path kubeconfig) {
    Config config = kubeconfig == null ? usual() : given(kubeconfig);
    // With HTTP/2 all requests share one connection, which a request that times out leaves open:
    // one
    // whose other end vanished without a word would fail all of them for many minutes.
    config.setHttp2Disable(true);
    return new KubernetesClientBuilder().withConfig(config).build().adapt(OpenShiftClient.class);
  }

  private static Config given(Path kubeconfig) {
    if (!Files.isReadable(kubeconfig) || Files.isDirectory(kubeconfig)) {
      throw new IllegalArgumentException(
          "kubeconfig %s: there is no such file, or permission to read it is missing"
              .formatted(kubeconfig));
    }
    Config config =
        load("kubeconfig " + kubeconfig, () -> Config.fromKubeconfig(kubeconfig.toFile()));
    if (config.getMasterUrl().startsWith(INSIDE_A_POD)) {
      throw new IllegalArgumentException(
          "kubeconfig %s names no cluster: choose one with oc config use-context, or log in with oc login"
              .formatted(kubeconfig));
    }
    return config;
  }

  private static Config usual() {
    Config config = load("the kubeconfig of this user", () -> Config.autoConfigure(null));
    boolean inPod = System.getenv("KUBERNETES_SERVICE_HOST") != null;
    if (!inPod && config.getMasterUrl().startsWith(INSIDE_A_POD)) {
      throw new IllegalArgumentException(
          "no cluster to watch: neither a kubeconfig (KUBECONFIG, ~/.kube/config) nor a service"
              + " account names one; log in with oc login, or give image streams as files with "
              + FileImageStreamSource.FLAG);
    }
    return config;
  }

  private static Config load(String what, Supplier<Config> loader) {
    try {
      return loader.get();
    } catch (RuntimeException e) {
      // Whatever the parsers throw: their exceptions have no type in common.
      throw new IllegalArgumentException(
          "%s cannot be used: %s".formatted(what, ClusterFailures.oneLine(e)), e);
    }
  }
}
