package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;

/** A small checkout of a release repository, in a test's own folder. */
public final class Tree {

  /** Nothing listens there. */
  public static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  public final Path root;

  public Tree(Path root) {
    this.root = root;
    write("ci-operator/config/.keep", "");
    write("ci-operator/step-registry/.keep", "");
  }

  /** Writes a file of the tree. */
  public Path write(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the config of org/repo at this branch. */
  public Path config(String branch, String text) {
    return write(configPath(branch), text);
  }

  public static String configPath(String branch) {
    return "ci-operator/config/org/repo/org-repo-" + branch + ".yaml";
  }

  /** Writes a file of the step registry; what it defines is told from its name. */
  public Path registry(String file, String text) {
    return write(registryPath(file), text);
  }

  public static String registryPath(String file) {
    return "ci-operator/step-registry/some/" + file;
  }

  /** A step that runs in {@code ci/<name>:latest}. */
  public void step(String name) {
    registry(
        name + "-ref.yaml",
        "ref:\n  as: %s\n  from_image: {namespace: ci, name: %s, tag: latest}\n"
            .formatted(name, name));
  }

  /** An observer that runs in {@code ci/<name>:latest}. */
  public void observer(String name) {
    registry(
        name + "-observer.yaml",
        "observer:\n  name: %s\n  from_image: {namespace: ci, name: %s, tag: latest}\n"
            .formatted(name, name));
  }

  public void delete(String path) {
    try {
      Files.delete(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads it once. */
  public ReleaseInputs read() {
    return ReleaseInputs.read(root, NOWHERE);
  }

  /** The tags and streams of an index, tags first, in order. */
  public static List<String> uses(ReleaseIndex index) {
    return Stream.concat(
            index.used().tags().stream().map(Object::toString).sorted(),
            index.used().streams().stream().map(Object::toString).sorted())
        .toList();
  }
}
