package org.openshift.ci.mirror.registry.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.testing.TestBlob;

/** Reads a tag's digest with skopeo and crane, where they are installed. */
final class ForeignTools {

  private ForeignTools() {}

  /** The digest that each of them finds; empty for one that found nothing. */
  static List<Optional<String>> digests(String pullSpec) throws IOException, InterruptedException {
    List<Optional<String>> digests = new ArrayList<>();
    Optional<byte[]> skopeo =
        output("skopeo", "inspect", "--raw", "--tls-verify=false", "docker://" + pullSpec);
    if (isInstalled("skopeo")) {
      digests.add(skopeo.map(TestBlob::sha256));
    }
    if (isInstalled("crane")) {
      digests.add(
          output("crane", "digest", "--insecure", pullSpec)
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip()));
    }
    return digests;
  }

  private static boolean isInstalled(String program) throws IOException, InterruptedException {
    return output("sh", "-c", "command -v " + program).isPresent();
  }

  private static Optional<byte[]> output(String... command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    byte[] output = process.getInputStream().readAllBytes();
    return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
  }
}
