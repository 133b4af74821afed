package org.openshift.ci.mirror.bench.release;

import java.util.Random;

/** Generates the text of a ci-operator config. */
final class GeneratedConfig {

  private static final int IMAGES = 4;

  /** The repository and branch of a config. */
  record Metadata(String org, String repository, String branch) {}

  private GeneratedConfig() {}

  static String of(
      int number, Metadata metadata, int tests, RegistryFiles registry, Random random) {
    StringBuilder text = new StringBuilder(8_000);
    text.append("base_images:\n");
    for (int image = 0; image < IMAGES; image++) {
      RegistryFiles.reference(
          text, "  base" + image + ":", "    ", "ocp", "5." + image, "part" + random.nextInt(400));
    }
    text.append("build_root:\n");
    RegistryFiles.reference(
        text, "  image_stream_tag:", "    ", "openshift", "release", "golang-1." + number % 20);
    images(text);
    text.append("releases:\n  latest:\n    integration:\n      name: \"5.");
    text.append(number % 8).append("\"\n      namespace: ocp\n");
    text.append("resources:\n  '*':\n    limits:\n      memory: 4Gi\n    requests:\n");
    text.append("      cpu: 100m\n      memory: 200Mi\n");
    text.append("tests:\n");
    for (int test = 0; test < tests; test++) {
      test(text, test, registry, random);
    }
    text.append("zz_generated_metadata:\n  branch: ").append(metadata.branch());
    text.append("\n  org: ").append(metadata.org());
    text.append("\n  repo: ").append(metadata.repository()).append('\n');
    return text.toString();
  }

  private static void images(StringBuilder text) {
    text.append("images:\n  items:\n");
    for (int image = 0; image < IMAGES; image++) {
      text.append("  - dockerfile_path: images/part").append(image).append("/Dockerfile\n");
      text.append("    from: base").append(image).append('\n');
      text.append("    inputs:\n      base0:\n        as:\n        - builder\n");
      text.append("    to: part").append(image).append('\n');
    }
  }

  private static void test(StringBuilder text, int test, RegistryFiles registry, Random random) {
    text.append("- as: e2e-").append(test).append('\n');
    text.append(
        "  skip_if_only_changed: ^docs/|\\.md$|^(?:.*/)?(?:\\.gitignore|OWNERS|LICENSE)$\n");
    text.append("  steps:\n    cluster_profile: aws\n    env:\n");
    text.append("      BASE_DOMAIN: example.com\n      COMPUTE_NODE_TYPE: m6i.xlarge\n");
    text.append("    test:\n");
    text.append("    - as: run\n      cli: latest\n      commands: |\n");
    for (int line = 0; line < 6; line++) {
      text.append("        oc adm wait --for=condition=Ready --timeout=10m nodes --selector=part-");
      text.append(line).append("\n");
    }
    if (random.nextBoolean()) {
      text.append("      from: src\n");
    } else {
      RegistryFiles.reference(
          text, "      from_image:", "        ", "ci", "tool" + random.nextInt(300), "latest");
    }
    text.append("      resources:\n        requests:\n          cpu: 100m\n");
    text.append("    - ref: ").append(registry.step(random)).append('\n');
    text.append("    workflow: ").append(registry.workflow(random)).append('\n');
  }
}
