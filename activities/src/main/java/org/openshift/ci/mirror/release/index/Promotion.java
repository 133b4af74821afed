package org.openshift.ci.mirror.release.index;

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

  private Promotion() {}

  static Set<TagReference> tags(ConfigFields config, ConfigMetadata metadata)
      throws UnusableFileException {
    Set<TagReference> tags = new LinkedHashSet<>();
    ConfigFields promotion = config.mapping("promotion");
    if (promotion == null) {
      return tags;
    }
    List<String> built = builtImages(config);
    for (ConfigFields target : targets(promotion)) {
      addTarget(target, built, tags);
    }
    String binaries = config.text("binary_build_commands");
    if (binaries != null && !binaries.isEmpty() && !promotion.flag("disable_build_cache")) {
      tags.add(ImageReferences.buildCache(metadata));
    }
    return tags;
  }

  /** The targets under {@code to}, and the one that older configs have in {@code promotion}. */
  private static List<ConfigFields> targets(ConfigFields promotion) throws UnusableFileException {
    List<ConfigFields> targets = new ArrayList<>();
    if (promotion.has("namespace")) {
      targets.add(promotion);
    }
    List<ConfigFields> listed = promotion.mappings("to");
    if (listed != null) {
      targets.addAll(listed);
    }
    return targets;
  }

  private static List<String> builtImages(ConfigFields config) throws UnusableFileException {
    List<ConfigFields> images =
        config.hasList("images") ? config.mappings("images") : itemsOf(config.mapping("images"));
    List<String> names = new ArrayList<>();
    if (images != null) {
      for (ConfigFields image : images) {
        if (!image.flag("optional")) {
          names.add(image.requiredText("to", "an element of images"));
        }
      }
    }
    return names;
  }

  private static List<ConfigFields> itemsOf(ConfigFields images) throws UnusableFileException {
    return images == null ? null : images.mappings("items");
  }

  private static void addTarget(ConfigFields target, List<String> built, Set<TagReference> tags)
      throws UnusableFileException {
    if (target.flag("disabled")) {
      return;
    }
    List<String> excluded = target.texts("excluded_images");
    Set<String> promoted = new LinkedHashSet<>();
    if (!excluded.contains(EXCLUDE_ALL)) {
      promoted.addAll(built);
      excluded.forEach(promoted::remove);
    }
    promoted.addAll(target.textsByName("additional_images").keySet());
    String namespace = target.requiredText("namespace", "a target of promotion");
    String name = target.text("name");
    String tag = target.text("tag");
    for (String image : promoted) {
      if (name != null && !name.isEmpty()) {
        tags.add(
            ImageReferences.tag(namespace, name, image, target.line(), "a target of promotion"));
      } else if (tag != null && !tag.isEmpty()) {
        tags.add(
            ImageReferences.tag(namespace, image, tag, target.line(), "a target of promotion"));
      }
    }
  }
}
