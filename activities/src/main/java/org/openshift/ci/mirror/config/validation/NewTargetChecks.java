package org.openshift.ci.mirror.config.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.ArtSection;
import org.openshift.ci.mirror.config.BackfillImage;
import org.openshift.ci.mirror.config.BackfillSection;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.Problems;
import org.openshift.ci.mirror.config.SupplementalImage;
import org.openshift.ci.mirror.config.SupplementalSection;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;

/**
 * Checks of the targets that a change adds to a configuration, beyond those of {@link
 * org.openshift.ci.mirror.config.ConfigReader}: each prevents a mistake that has cost people a day.
 * Entries that are on the main branch already are not checked.
 */
public final class NewTargetChecks {

  private static final String DOCKER_HUB = "docker.io";

  /** Docker Hub's other names; {@link PullSpec} knows some of them itself. */
  private static final List<String> DOCKER_HUB_NAMES =
      List.of(DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  /** Registries asked at once. */
  private static final int AT_ONCE = 8;

  private final Endpoints endpoints;
  private final Promotions promotions;
  private final ImageLookup images;

  /**
   * @param images null to leave out the checks that ask registries
   */
  public NewTargetChecks(Endpoints endpoints, Promotions promotions, ImageLookup images) {
    this.endpoints = endpoints;
    this.promotions = promotions;
    this.images = images;
  }

  /**
   * The problems of new targets, in the order of lines.
   *
   * @param before the targets that are not new
   * @param file the file's name in messages
   */
  public List<ConfigProblem> check(MirroringConfig config, BaselineTargets before, String file) {
    Problems problems = new Problems(file);
    Stream<Finding> supplemental =
        config.supplemental().stream()
            .filter(image -> !before.hasSupplemental(image.target()))
            .gather(Gatherers.mapConcurrent(AT_ONCE, image -> check(config, image, before)))
            .flatMap(Collection::stream);
    Stream<Finding> backfill =
        config.backfill().stream()
            .filter(image -> !before.hasBackfill(image.target()))
            .gather(Gatherers.mapConcurrent(AT_ONCE, image -> check(config, image)))
            .flatMap(Collection::stream);
    Stream.concat(supplemental, backfill)
        .forEach(finding -> problems.add(config.lineOf(finding.target()), finding.toString()));
    return problems.all();
  }

  private record Finding(String section, TagReference target, String what) {

    @Override
    public String toString() {
      return section + " " + target + ": " + what;
    }
  }

  private List<Finding> check(
      MirroringConfig config, SupplementalImage image, BaselineTargets before) {
    if (config.ignored().reasonFor(image.source()).isPresent()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (!before.isUnknown()) {
      // Some targets on the main branch take a tag away from a rule on purpose.
      artRule(config, image.target()).ifPresent(found::add);
    }
    source(image.source()).ifPresent(found::add);
    promotions
        .promotedBy(image.target())
        .ifPresent(
            promoting ->
                found.add(
                    "%s promotes to this tag; choose another target, so that the two do not replace each other"
                        .formatted(promoting)));
    atMirror(image.target()).ifPresent(found::add);
    return findings(SupplementalSection.NAME, image.target(), found);
  }

  private List<Finding> check(MirroringConfig config, BackfillImage image) {
    if (config.ignored().reasonFor(image.source()).isPresent()) {
      return List.of();
    }
    return findings(BackfillSection.NAME, image.target(), source(image.source()).stream().toList());
  }

  private static List<Finding> findings(String section, TagReference target, List<String> found) {
    return found.stream().map(what -> new Finding(section, target, what)).toList();
  }

  private static Optional<String> artRule(MirroringConfig config, TagReference target) {
    return config
        .art()
        .ruleFor(target)
        .map(
            rule ->
                "the rule of %s with %s claims this target too; choose another target, or narrow the rule"
                    .formatted(ArtSection.NAME, rule));
  }

  private Optional<String> source(PullSpec source) {
    if (DOCKER_HUB_NAMES.contains(source.registry())) {
      return Optional.of(
          "the source %s is on docker.io, which limits how often CI may pull; take it from another registry"
              .formatted(source));
    }
    if (images == null) {
      return Optional.empty();
    }
    try {
      return images.digest(source).isPresent()
          ? Optional.empty()
          : Optional.of(
              "the source %s cannot be read: there is no such image, or no permission to see it"
                  .formatted(source));
    } catch (RegistryException e) {
      return Optional.of("the source %s cannot be read: %s".formatted(source, e.getMessage()));
    }
  }

  private Optional<String> atMirror(TagReference target) {
    if (images == null) {
      return Optional.empty();
    }
    PullSpec place = PullSpec.parse(endpoints.destination(target));
    try {
      return images
          .digest(place)
          .map(
              digest ->
                  "%s exists already, and would be replaced; choose another target"
                      .formatted(place));
    } catch (RegistryException e) {
      return Optional.of(
          "cannot tell whether %s exists already: %s".formatted(place, e.getMessage()));
    }
  }
}
