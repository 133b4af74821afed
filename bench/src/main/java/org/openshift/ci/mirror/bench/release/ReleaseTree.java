package org.openshift.ci.mirror.bench.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Generates a checkout similar to openshift/release: configs of some kilobytes with tests that use
 * workflows, chains and steps of a step registry. The same sizes create the same checkout.
 *
 * @param configs the number of ci-operator configs
 * @param registryFiles the number of files of the step registry, without the files of commands
 */
public record ReleaseTree(int configs, int registryFiles) {

  /** Branches of a repository; each has one config. */
  private static final int BRANCHES = 6;

  private static final int REPOSITORIES_OF_AN_ORG = 12;

  /** One in this many configs is large, as those with all end-to-end tests of a release. */
  private static final int LARGE_EVERY = 150;

  /**
   * Writes the checkout.
   *
   * @return the number of characters written
   */
  public long write(Path root) throws IOException {
    Random random = new Random(configs * 31L + registryFiles);
    RegistryFiles registry = new RegistryFiles(registryFiles);
    long bytes = registry.write(root.resolve("ci-operator/step-registry"), random);
    Path folder = root.resolve("ci-operator/config");
    for (int number = 0; number < configs; number++) {
      Path file = folder.resolve(config(number));
      Files.createDirectories(file.getParent());
      String text = GeneratedConfig.of(number, metadata(number), testsOf(number), registry, random);
      Files.writeString(file, text);
      bytes += text.length();
    }
    return bytes;
  }

  private static int testsOf(int number) {
    return number % LARGE_EVERY == 0 ? 250 : 5;
  }

  /** The path of a config, relative to the folder of configs. */
  public static Path config(int number) {
    GeneratedConfig.Metadata metadata = metadata(number);
    return Path.of(
        metadata.org(),
        metadata.repository(),
        "%s-%s-%s.yaml".formatted(metadata.org(), metadata.repository(), metadata.branch()));
  }

  private static GeneratedConfig.Metadata metadata(int number) {
    int repository = number / BRANCHES;
    return new GeneratedConfig.Metadata(
        "org" + repository / REPOSITORIES_OF_AN_ORG,
        "repository" + repository,
        "release-5." + number % BRANCHES);
  }
}
