package org.openshift.ci.mirror.bench.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Generates the files of a step registry: half steps, a quarter chains, the rest workflows. */
final class RegistryFiles {

  private static final int STEPS_OF_A_CHAIN = 5;

  private final int steps;
  private final int chains;
  private final int workflows;

  RegistryFiles(int files) {
    steps = Math.max(files / 2, 1);
    chains = Math.max(files / 4, 1);
    workflows = Math.max(files - steps - chains, 1);
  }

  /** The name of a random step. */
  String step(Random random) {
    return "step" + random.nextInt(steps);
  }

  /** The name of a random workflow. */
  String workflow(Random random) {
    return "workflow" + random.nextInt(workflows);
  }

  /** The path of the first step, relative to the folder of the step registry. */
  static Path firstStep() {
    return Path.of("step0", "step0-ref.yaml");
  }

  /** Generates the text of a step. */
  static String stepText(String name, String imageTag) {
    StringBuilder text = new StringBuilder(1_500);
    text.append("ref:\n  as: ").append(name).append('\n');
    reference(text, "  from_image:", "    ", "ci", name, imageTag);
    text.append("  commands: ").append(name).append("-commands.sh\n");
    text.append("  resources:\n    requests:\n      cpu: 100m\n      memory: 100Mi\n  env:\n");
    for (int variable = 0; variable < 6; variable++) {
      text.append("  - name: VARIABLE_").append(variable).append('\n');
      text.append("    default: \"\"\n    documentation: |-\n");
      text.append("      What the step does with this variable, in a sentence or two of text.\n");
    }
    text.append("  documentation: |-\n    What the step does, and what it leaves behind.\n");
    return text.toString();
  }

  /** Adds a field that refers to an image stream tag. */
  static void reference(
      StringBuilder text, String field, String indent, String namespace, String name, String tag) {
    text.append(field).append('\n');
    text.append(indent).append("name: \"").append(name).append("\"\n");
    text.append(indent).append("namespace: ").append(namespace).append('\n');
    text.append(indent).append("tag: ").append(tag).append('\n');
  }

  long write(Path folder, Random random) throws IOException {
    long bytes = 0;
    for (int step = 0; step < steps; step++) {
      String name = "step" + step;
      bytes += file(folder, name, "-ref.yaml", stepText(name, "latest"));
      bytes += file(folder, name, "-commands.sh", "#!/bin/bash\nset -euo pipefail\n");
    }
    for (int chain = 0; chain < chains; chain++) {
      StringBuilder text = new StringBuilder("chain:\n  as: chain" + chain + "\n  steps:\n");
      for (int step = 0; step < STEPS_OF_A_CHAIN; step++) {
        text.append("  - ref: ").append(step(random)).append('\n');
      }
      if (chain > 0) {
        text.append("  - chain: chain").append(random.nextInt(chain) / 2).append('\n');
      }
      text.append("  documentation: Steps that belong together.\n");
      bytes += file(folder, "chain" + chain, "-chain.yaml", text.toString());
    }
    for (int workflow = 0; workflow < workflows; workflow++) {
      String text =
          "workflow:\n  as: workflow%d\n  steps:\n    pre:\n    - chain: chain%d\n    - ref: %s\n"
                  .formatted(workflow, random.nextInt(chains), step(random))
              + "    post:\n    - chain: chain%d\n  documentation: A cluster, and its end.\n"
                  .formatted(random.nextInt(chains));
      bytes += file(folder, "workflow" + workflow, "-workflow.yaml", text);
    }
    return bytes;
  }

  private static long file(Path folder, String name, String ending, String text)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Files.writeString(own.resolve(name + ending), text);
    return text.length();
  }
}
