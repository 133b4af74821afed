package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** Reads the images that tests use from a ci-operator config, and ignores all other fields. */
final class CiConfigReader {

  private final Set<TagReference> tags = new LinkedHashSet<>();
  private final Set<StreamReference> streams = new LinkedHashSet<>();
  private final List<TestSteps> tests = new ArrayList<>();
  private boolean rootFromRepository;

  private final LeftOut leftOut = new LeftOut();

  private CiConfigReader() {}

  /**
   * Reads a config. An entry that cannot be used is left out, and all others count.
   *
   * @param path its path below the folder of configs
   */
  static Parsed<CiConfig> read(byte[] content, Path path) throws UnusableFileException {
    ConfigFields config = ConfigFields.read(content);
    CiConfigReader reader = new CiConfigReader();
    ConfigMetadata metadata = reader.leftOut.valueOf(() -> ConfigMetadata.of(config, path));
    reader.baseImages(config);
    reader.buildRoot(config, metadata);
    reader.releases(config);
    reader.tests(config);
    reader.rawSteps(config);
    return new Parsed<>(
        new CiConfig(
            metadata, reader.tags, reader.streams, reader.rootFromRepository, reader.tests),
        reader.leftOut.description());
  }

  private void baseImages(ConfigFields config) {
    for (String field : List.of("base_images", "base_rpm_images")) {
      config
          .mappingsByName(field, leftOut)
          .forEach(
              (name, image) ->
                  leftOut.unless(
                      () ->
                          tags.add(ImageReferences.baseImage(image, field + "." + name, config))));
    }
  }

  private void buildRoot(ConfigFields config, ConfigMetadata metadata) {
    ConfigFields buildRoot = leftOut.valueOf(() -> config.mapping("build_root"));
    if (buildRoot == null) {
      return;
    }
    leftOut.unless(
        () -> {
          ConfigFields image = buildRoot.mapping("image_stream_tag");
          if (image != null) {
            tags.add(ImageReferences.tag(image, "build_root.image_stream_tag"));
          }
        });
    // Without metadata (already reported), the repository of the build root is unknown.
    if (metadata != null) {
      leftOut.unless(
          () -> {
            if (buildRoot.flag("use_build_cache")) {
              tags.add(ImageReferences.buildCache(metadata));
            }
          });
      leftOut.unless(() -> rootFromRepository = buildRoot.flag("from_repository"));
    }
  }

  private void releases(ConfigFields config) {
    leftOut.unless(
        () -> {
          ConfigFields specification = config.mapping(ImageReferences.TAG_SPECIFICATION);
          if (specification != null) {
            streams.add(ImageReferences.stream(specification, ImageReferences.TAG_SPECIFICATION));
          }
        });
    config
        .mappingsByName("releases", leftOut)
        .forEach((name, release) -> leftOut.unless(() -> release(name, release)));
  }

  private void release(String name, ConfigFields release) throws UnusableFileException {
    ConfigFields integration = release.mapping("integration");
    if (integration != null) {
      streams.add(ImageReferences.stream(integration, "releases." + name + ".integration"));
    }
  }

  private void tests(ConfigFields config) {
    List<ConfigFields> listed = config.mappings("tests", leftOut);
    if (listed != null) {
      listed.forEach(test -> leftOut.unless(() -> test(test)));
    }
  }

  private void rawSteps(ConfigFields config) {
    List<ConfigFields> listed = config.mappings("raw_steps", leftOut);
    if (listed != null) {
      for (ConfigFields step : listed) {
        leftOut.unless(() -> inputImage(step));
        leftOut.unless(
            () -> {
              ConfigFields test = step.mapping("test_step");
              if (test != null) {
                test(test);
              }
            });
      }
    }
  }

  private void inputImage(ConfigFields step) throws UnusableFileException {
    ConfigFields input = step.mapping("input_image_tag_step");
    ConfigFields image = input == null ? null : input.mapping("base_image");
    if (image != null) {
      tags.add(ImageReferences.tag(image, "raw_steps: input_image_tag_step.base_image"));
    }
  }

  private void test(ConfigFields test) throws UnusableFileException {
    ConfigFields literal = test.mapping("literal_steps");
    if (literal != null) {
      // Literal steps are resolved already, so that ci-operator ignores steps beside them.
      StepReader.addLiteral(literal, tags, leftOut);
      return;
    }
    ConfigFields steps = test.mapping("steps");
    if (steps != null) {
      String name = leftOut.valueOf(() -> test.text("as"));
      tests.add(StepReader.test(name == null ? "" : name, steps, leftOut));
    }
  }
}
