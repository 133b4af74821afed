package org.openshift.ci.mirror.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.cluster.Samples.digest;
import static org.openshift.ci.mirror.cluster.Samples.watching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.WatchPosition;

class ImageStreamFilesTest {

  @TempDir Path folder;

  @Test
  void aFileThatChangesWhileItIsReadIsReadAgain() throws Exception {
    Path file = folder.resolve("a.yaml");
    String whole = stream("a") + "---\n" + stream("b");
    Files.writeString(file, whole);
    List<TagChange> changes = new ArrayList<>();
    ImageStreamSink sink =
        new ImageStreamSink() {
          private boolean written;

          @Override
          public void accept(List<TagChange> batch) {
            changes.addAll(batch);
          }

          // Called after the folder was looked at, before the file is read.
          @Override
          public void position(WatchPosition position) {
            if (!written) {
              written = true;
              write(file, stream("a"));
            }
          }

          @Override
          public boolean stopRequested() {
            return false;
          }
        };
    WatchRules rules = watching("ocp");
    ImageStreamFiles files =
        new ImageStreamFiles(
            folder, () -> rules, Clock.systemUTC(), new ChangeFeed(sink, WatchPosition.start()));
    assertTrue(files.look(Duration.ZERO), "must be looked at again");
    assertEquals(List.of(), changes);
    write(file, whole);
    files.look(Duration.ZERO);
    assertEquals(List.of("ocp/a:x=1", "ocp/b:x=1"), Samples.inShort(changes));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stream(String name) {
    return """
        kind: ImageStream
        metadata: {namespace: ocp, name: %s}
        status:
          tags:
          - items: [{image: "%s"}]
            tag: x
        """
        .formatted(name, digest('1'));
  }
}
