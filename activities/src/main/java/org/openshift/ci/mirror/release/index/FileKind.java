package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.List;
import org.openshift.ci.mirror.files.FolderScan;

/** Kinds of files in a checkout of openshift/release, told apart by their names. */
enum FileKind {
  /** Configs of ci-operator. */
  CONFIG(".yaml", ".yml"),
  /** Steps, chains, workflows and observers; commands and documentation do not count. */
  STEP_REGISTRY("-ref.yaml", "-chain.yaml", "-workflow.yaml", "-observer.yaml");

  private final List<String> endings;

  FileKind(String... endings) {
    this.endings = List.of(endings);
  }

  /** The files of this kind in a folder. */
  FolderScan scan(Path folder) {
    return FolderScan.of(
        folder,
        name -> endings.stream().anyMatch(name::endsWith),
        name -> this != STEP_REGISTRY || !name.equals("cluster-profiles"));
  }
}
