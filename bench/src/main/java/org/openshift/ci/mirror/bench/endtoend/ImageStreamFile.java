package org.openshift.ci.mirror.bench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.model.TagReference;

/** Writes the image streams of an image set as {@code oc get imagestreams -o yaml} does. */
final class ImageStreamFile {

  private static final String CREATED = "2026-11-01T10:00:00Z";

  private ImageStreamFile() {}

  /** Writes a file with all image streams of the set, atomically. */
  static void write(Path folder, String name, ImageSet set) throws IOException {
    Path unfinished = folder.resolve("." + name + ".new");
    Files.writeString(unfinished, yaml(set));
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  static String yaml(ImageSet set) {
    return streams(set).stream()
        .map(ImageStreamFile::item)
        .collect(Collectors.joining("", "apiVersion: v1\nkind: List\nitems:\n", ""));
  }

  private static Collection<List<BenchImage>> streams(ImageSet set) {
    return set.images().stream()
        .collect(
            Collectors.groupingBy(BenchImage::repository, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private static String item(List<BenchImage> images) {
    TagReference first = images.getFirst().tag();
    return """
    - apiVersion: image.openshift.io/v1
      kind: ImageStream
      metadata:
        name: %s
        namespace: %s
      status:
        tags:
    """
            .formatted(first.name(), first.namespace())
        + images.stream().map(ImageStreamFile::tag).collect(Collectors.joining());
  }

  private static String tag(BenchImage image) {
    return """
        - tag: %s
          items:
          - created: "%s"
            generation: 1
            image: %s
            dockerImageReference: "registry/%s@%s"
    """
        .formatted(image.tag().tag(), CREATED, image.digest(), image.repository(), image.digest());
  }
}
