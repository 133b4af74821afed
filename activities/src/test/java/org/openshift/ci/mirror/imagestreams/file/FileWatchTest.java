package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.imagestreams.index.ChangeFeed;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.WatchRules;

class FileWatchTest {

  @TempDir Path folder;

  @Test
  void aFileThatChangesWhileItIsReadIsReadAgain() throws Exception {
    Path file = folder.resolve("a.yaml");
    String whole = stream("a") + "---\n" + stream("b");
    Files.writeString(file, whole);
    List<TagReference> changes = new ArrayList<>();
    ImageStreamSink sink =
        new ImageStreamSink() {
          private boolean written;

          @Override
          public void accept(List<TagReference> batch, boolean fresh) {
            changes.addAll(batch);
          }

          // Called after the scan of the folder and before the file is read.
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
    LoadedFiles files = new LoadedFiles(folder, Duration.ZERO);
    try (FileWatch watch =
        new FileWatch(files, () -> rules, new ChangeFeed(sink, WatchPosition.start()))) {
      assertTrue(watch.look(), "another look is needed");
      assertEquals(List.of(), changes);
      write(file, whole);
      watch.look();
      assertEquals(List.of(TagReference.parse("ocp/a:x"), TagReference.parse("ocp/b:x")), changes);
    }
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
