package org.openshift.ci.mirror.bench.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.ImageSet;

class ImageStreamFileTest {

  @TempDir Path folder;

  @Test
  void hasEachStreamOnceWithAllItsTags() throws IOException {
    ImageSet set = ImageSet.layered("bench", 4, 2, 0.0001, 1);
    ImageStreamFile.write(folder, "streams.yaml", set);
    JsonNode list =
        new ObjectMapper(new YAMLFactory()).readTree(folder.resolve("streams.yaml").toFile());
    assertEquals("List", list.path("kind").asText());
    assertEquals(2, list.path("items").size());
    for (int i = 0; i < 4; i++) {
      BenchImage image = set.images().get(i);
      JsonNode stream = list.path("items").get(i / 2);
      assertEquals("ImageStream", stream.path("kind").asText());
      assertEquals("bench", stream.at("/metadata/namespace").asText());
      assertEquals(image.tag().name(), stream.at("/metadata/name").asText());
      assertEquals(2, stream.at("/status/tags").size());
      JsonNode tag = stream.at("/status/tags").get(i % 2);
      assertEquals(image.tag().tag(), tag.path("tag").asText());
      assertEquals(image.digest(), tag.at("/items/0/image").asText());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("streams.yaml")), files.toList());
    }
  }
}
