package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** Reads the images that tests use from a ci-operator config, and ignores all other fields. */
final class CiConfigReader {

  private final Set<TagReference> tags = new LinkedHashSet<>();
  private final Set<StreamReference> streams = new LinkedHashSet<>();
  private final List<TestSteps> tests = new ArrayList<>();
  private boolean rootFromRepository;

  private CiConfigReader() {}

  /**
   * Reads a config.
   *
   * @param path its path below the folder of configs
   */
  static CiConfig read(byte[] content, Path path) throws UnusableFileException {
    ConfigFields config = ConfigFields.read(content);
    ConfigMetadata metadata = ConfigMetadata.of(config, path);
    CiConfigReader reader = new CiConfigReader();
    reader.baseImages(config);
    reader.buildRoot(config, metadata);
    reader.releases(config);
    reader.tests(config);
    reader.rawSteps(config);
    return new CiConfig(
        metadata, reader.tags, reader.streams, reader.rootFromRepository, reader.tests);
  }

  private void baseImages(ConfigFields config) throws UnusableFileException {
    for (String field : List.of("base_images", "base_rpm_images")) {
      for (Map.Entry<String, ConfigFields> image : config.mappingsByName(field).entrySet()) {
        tags.add(ImageReferences.tag(image.getValue(), field + "." + image.getKey()));
      }
    }
  }

  private void buildRoot(ConfigFields config, ConfigMetadata metadata)
      throws UnusableFileException {
    ConfigFields buildRoot = config.mapping("build_root");
    if (buildRoot == null) {
      return;
    }
    ConfigFields image = buildRoot.mapping("image_stream_tag");
    if (image != null) {
      tags.add(ImageReferences.tag(image, "build_root.image_stream_tag"));
    }
    if (buildRoot.flag("use_build_cache")) {
      tags.add(ImageReferences.buildCache(metadata));
    }
    rootFromRepository = buildRoot.flag("from_repository");
  }

  private void releases(ConfigFields config) throws UnusableFileException {
    ConfigFields specification = config.mapping("tag_specification");
    if (specification != null) {
      streams.add(ImageReferences.stream(specification, "tag_specification"));
    }
    for (Map.Entry<String, ConfigFields> release : config.mappingsByName("releases").entrySet()) {
      ConfigFields integration = release.getValue().mapping("integration");
      if (integration != null) {
        streams.add(
            ImageReferences.stream(integration, "releases." + release.getKey() + ".integration"));
      }
    }
  }

  private void tests(ConfigFields config) throws UnusableFileException {
    List<ConfigFields> listed = config.mappings("tests");
    if (listed != null) {
      for (ConfigFields test : listed) {
        test(test);
      }
    }
  }

  private void rawSteps(ConfigFields config) throws UnusableFileException {
    List<ConfigFields> listed = config.mappings("raw_steps");
    if (listed == null) {
      return;
    }
    for (ConfigFields step : listed) {
      ConfigFields input = step.mapping("input_image_tag_step");
      ConfigFields image = input == null ? null : input.mapping("base_image");
      if (image != null) {
        tags.add(ImageReferences.tag(image, "raw_steps: input_image_tag_step.base_image"));
      }
      ConfigFields test = step.mapping("test_step");
      if (test != null) {
        test(test);
      }
    }
  }

  private void test(ConfigFields test) throws UnusableFileException {
    ConfigFields literal = test.mapping("literal_steps");
    if (literal != null) {
      // Literal steps are resolved already, so that ci-operator ignores steps beside them.
      StepReader.addLiteral(literal, tags);
      return;
    }
    ConfigFields steps = test.mapping("steps");
    if (steps != null) {
      String name = test.text("as");
      tests.add(StepReader.test(name == null ? "" : name, steps));
    }
  }
}
