package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.openshift.client.OpenShiftClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the cluster: by the given kubeconfig, else as {@code kubectl} does ({@code KUBECONFIG},
 * {@code ~/.kube/config}), else by the service account of the pod.
 */
public final class ClusterConnection {

  /** The address that fabric8 uses when it finds no other. */
  private static final String INSIDE_A_POD = "https://kubernetes.default.svc";

  /** The place of a mistake in the message of a parser. */
  private static final Pattern PLACE =
      Pattern.compile("line:? (\\d+)(?:,? column:? \\d+)?", Pattern.CASE_INSENSITIVE);

  private ClusterConnection() {}

  /**
   * Makes a client for the cluster; sends no request yet.
   *
   * @param kubeconfig null to look for it in the usual places
   * @throws IllegalArgumentException when there is no such file, it cannot be read, or it names no
   *     cluster; the message is one line
   */
  public static OpenShiftClient open(Path kubeconfig) {
    Config config = kubeconfig == null ? usual() : given(kubeconfig);
    // With HTTP/2 all requests share one connection, and a request that times out leaves it open.
    // When its other end vanishes, all requests would fail for many minutes.
    config.setHttp2Disable(true);
    return new KubernetesClientBuilder().withConfig(config).build().adapt(OpenShiftClient.class);
  }

  private static Config given(Path kubeconfig) {
    if (!Files.isReadable(kubeconfig) || !Files.isRegularFile(kubeconfig)) {
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
              + " account names one; log in with oc login, or give image streams as files with"
              + " --image-streams");
    }
    return config;
  }

  /** Parsers quote the lines around a mistake, which may hold a token or a key. */
  private static String withoutContent(String reason) {
    Matcher place = PLACE.matcher(reason);
    return place.find() ? "it is not valid at " + place.group() : reason;
  }

  private static Config load(String what, Supplier<Config> loader) {
    try {
      return loader.get();
    } catch (RuntimeException e) {
      // The exceptions of the parsers have no type in common.
      throw new IllegalArgumentException(
          "%s cannot be used: %s"
              .formatted(what, withoutContent(ClusterFailures.oneLine(e, List.of()))),
          null);
    }
  }
}
