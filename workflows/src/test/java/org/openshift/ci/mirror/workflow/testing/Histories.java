package org.openshift.ci.mirror.workflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The saved histories of real executions. */
public final class Histories {

  /** Relative to the module, where Maven runs tests. */
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");

  private Histories() {}

  /** Every saved history, by name. */
  public static List<Path> all() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.json")) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      all.sort(null);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("saved histories cannot be listed", e);
    }
  }

  /** Saves a history, as Temporal's tools write it. */
  public static void save(String name, String json) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".json"), json + System.lineSeparator());
  }
}
