package org.openshift.ci.mirror.release.index;

import java.util.stream.Stream;

/** Which files of a folder count, by their names. */
enum FileKind {
  /** ci-operator's configs. */
  CONFIG,
  /** Steps, chains, workflows and observers; commands and documentation do not count. */
  STEP_REGISTRY;

  /** Whether the file counts. */
  boolean hasFile(String name) {
    return !isHidden(name) && endings().anyMatch(name::endsWith);
  }

  /** Whether files at and below this folder count. */
  boolean hasFolder(String name) {
    return !isHidden(name) && !(this == STEP_REGISTRY && name.equals("cluster-profiles"));
  }

  private Stream<String> endings() {
    return switch (this) {
      case CONFIG -> Stream.of(".yaml", ".yml");
      case STEP_REGISTRY ->
          Stream.of("-ref.yaml", "-chain.yaml", "-workflow.yaml", "-observer.yaml");
    };
  }

  /** Editors' own files, and the folders behind a mounted ConfigMap. */
  private static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
