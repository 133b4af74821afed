package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The tags that a ci-operator config promotes (openshift/ci-tools, {@code
 * pkg/steps/release/promote.go}): for each target that is not disabled, the images that it builds
 * and that are neither optional nor excluded, and additional images; and the build cache where
 * binaries are built. Tags named after commits are left out, as no entry has them as its target.
 */
final class Promotion {

  private static final String EXCLUDE_ALL = "*";
  private static final String TARGET = "a target of promotion";

  private final LeftOut leftOut = new LeftOut();
  private final Set<TagReference> tags = new LinkedHashSet<>();

  private Promotion() {}

  /** The tags that a config promotes; what of it cannot be used is left out. */
  static Parsed<Set<TagReference>> read(ConfigFields config, Path path) {
    Promotion reader = new Promotion();
    ConfigFields promotion = reader.leftOut.valueOf(() -> config.mapping("promotion"));
    if (promotion != null) {
      reader.read(config, promotion, path);
    }
    return new Parsed<>(reader.tags, reader.leftOut.description());
  }

  private void read(ConfigFields config, ConfigFields promotion, Path path) {
    List<String> built = builtImages(config);
    for (ConfigFields target : targets(promotion)) {
      leftOut.unless(() -> addTarget(target, built));
    }
    leftOut.unless(
        () -> {
          if (!config.lacks("binary_build_commands") && !promotion.flag("disable_build_cache")) {
            tags.add(ImageReferences.buildCache(ConfigMetadata.of(config, path)));
          }
        });
  }

  /** The targets under {@code to}, and the one that older configs have in {@code promotion}. */
  private List<ConfigFields> targets(ConfigFields promotion) {
    List<ConfigFields> targets = new ArrayList<>();
    if (promotion.has("namespace")) {
      targets.add(promotion);
    }
    List<ConfigFields> listed = promotion.mappings("to", leftOut);
    if (listed != null) {
      targets.addAll(listed);
    }
    return targets;
  }

  private List<String> builtImages(ConfigFields config) {
    List<ConfigFields> images =
        config.hasList("images")
            ? config.mappings("images", leftOut)
            : itemsOf(leftOut.valueOf(() -> config.mapping("images")));
    List<String> names = new ArrayList<>();
    if (images != null) {
      for (ConfigFields image : images) {
        leftOut.unless(
            () -> {
              if (!image.flag("optional")) {
                names.add(image.requiredText("to", "an element of images"));
              }
            });
      }
    }
    return names;
  }

  private List<ConfigFields> itemsOf(ConfigFields images) {
    return images == null ? null : images.mappings("items", leftOut);
  }

  private void addTarget(ConfigFields target, List<String> built) throws UnusableFileException {
    if (target.flag("disabled")) {
      return;
    }
    List<String> excluded = target.texts("excluded_images", leftOut);
    Set<String> promoted = new LinkedHashSet<>();
    if (!excluded.contains(EXCLUDE_ALL)) {
      promoted.addAll(built);
      excluded.forEach(promoted::remove);
    }
    promoted.addAll(target.textsByName("additional_images", leftOut).keySet());
    String namespace = target.requiredText("namespace", TARGET);
    String name = target.lacks("name") ? null : target.text("name");
    String tag = target.lacks("tag") ? null : target.text("tag");
    for (String image : promoted) {
      if (name != null) {
        leftOut.unless(
            () -> tags.add(ImageReferences.tag(namespace, name, image, target.line(), TARGET)));
      } else if (tag != null) {
        leftOut.unless(
            () -> tags.add(ImageReferences.tag(namespace, image, tag, target.line(), TARGET)));
      }
    }
  }
}
