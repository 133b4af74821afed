package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.index.TagState;

/** A test class that reads files of image streams. */
abstract class WithImageStreamFiles {

  @TempDir Path folder;

  FileContent read(String name, String text) throws Exception {
    return ImageStreamFileReader.read(write(name, text), Heartbeat.NONE);
  }

  BrokenFileException broken(String name, String text) {
    return assertThrows(BrokenFileException.class, () -> read(name, text), text);
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  List<String> warnings(FileContent content) {
    return content.warnings().stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  static String document(String name, String digit) {
    return """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata:
          name: %s
          namespace: ocp
        status:
          tags:
          - items:
            - created: "2026-03-02T10:00:00Z"
              image: %s
            tag: tag
        """
        .formatted(name, digest(digit.charAt(0)));
  }

  static String item(String name, String digit) {
    return "- " + document(name, digit).stripTrailing().replace("\n", "\n  ") + "\n";
  }

  static String inShort(FileContent content) {
    return content.streams().stream()
        .map(
            state ->
                state.stream()
                    + state.tags().stream()
                        .map(WithImageStreamFiles::inShort)
                        .collect(Collectors.joining(" ", " ", "")))
        .collect(Collectors.joining("\n"));
  }

  private static String inShort(TagState tag) {
    return tag.problem() == null
        ? tag.tag() + "=" + tag.digest().toString().charAt("sha256:".length())
        : tag.tag() + "[" + tag.problem().message() + "]";
  }
}
