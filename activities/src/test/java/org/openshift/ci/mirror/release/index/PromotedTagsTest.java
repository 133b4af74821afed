package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.model.TagReference;

class PromotedTagsTest {

  private static final String IMAGES =
      """
      images:
        items:
        - {to: one}
        - {to: two}
        - {to: maybe, optional: true}
      """;

  @TempDir Path folder;
  private Tree tree;

  @BeforeEach
  void plant() {
    tree = new Tree(folder);
  }

  private void assertPromotes(String config, String... expected) {
    tree.config("main", config);
    PromotedTags promoted = PromotedTags.read(folder);
    assertEquals(Set.of(), promoted.unreadable().keySet());
    List<String> missing =
        Arrays.stream(expected)
            .filter(
                tag ->
                    !promoted
                        .promotedBy(TagReference.parse(tag))
                        .equals(Optional.of(Tree.configPath("main"))))
            .toList();
    assertEquals(List.of(), missing);
    assertEquals(expected.length, promoted.size());
  }

  @Test
  void theImagesThatAreBuiltToEachTarget() {
    assertPromotes(
        IMAGES
            + """
            promotion:
              to:
              - {namespace: ocp, name: "4.22"}
              - {namespace: org, tag: latest, tag_by_commit: true}
            """,
        "ocp/4.22:one",
        "ocp/4.22:two",
        "org/one:latest",
        "org/two:latest");
  }

  @Test
  void imagesInTheOlderFormToTheOlderTarget() {
    assertPromotes(
        "images: [{to: one}, {to: two}]\npromotion: {namespace: ocp, name: \"4.1\"}\n",
        "ocp/4.1:one",
        "ocp/4.1:two");
  }

  @Test
  void nothingToADisabledTarget() {
    assertPromotes(
        IMAGES
            + """
            promotion:
              to:
              - {namespace: ocp, name: "4.22", disabled: true}
              - {namespace: org, name: kept}
            """,
        "org/kept:one",
        "org/kept:two");
  }

  @Test
  void withoutExcludedAndWithAdditionalImages() {
    assertPromotes(
        IMAGES
            + """
            promotion:
              to:
              - namespace: ocp
                name: "4.22"
                excluded_images: [two]
                additional_images: {source: src, two-again: two}
            """,
        "ocp/4.22:one",
        "ocp/4.22:source",
        "ocp/4.22:two-again");
  }

  @Test
  void onlyAdditionalImagesWhereAllAreExcluded() {
    assertPromotes(
        IMAGES
            + """
            promotion:
              to:
              - {namespace: ocp, name: a, excluded_images: ["*"], additional_images: {x: src}}
            """,
        "ocp/a:x");
  }

  @Test
  void theBuildCacheWhereBinariesAreBuilt() {
    assertPromotes(
        "binary_build_commands: make\npromotion: {to: []}\n", "build-cache/org-repo:main");
    assertPromotes("binary_build_commands: make\npromotion: {disable_build_cache: true}\n");
    assertPromotes("binary_build_commands: make\n");
  }

  @Test
  void aConfigThatCannotBeReadIsNamedAndOthersCount() {
    tree.config("main", IMAGES + "promotion: {to: [{namespace: ocp, name: a}]}\n");
    tree.config("broken", "promotion: {to: [{name: a}]}\n");
    PromotedTags promoted = PromotedTags.read(folder);
    assertTrue(promoted.promotedBy(TagReference.parse("ocp/a:one")).isPresent());
    assertEquals(Set.of(Tree.configPath("broken")), promoted.unreadable().keySet());
  }

  @Test
  void aFolderThatIsNoReleaseRepositoryIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> PromotedTags.read(folder.resolve("ci-operator")));
    assertTrue(refusal.getMessage().contains("ci-operator/config"), refusal.getMessage());
  }
}
