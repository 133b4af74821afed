package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what changed comes to the same as reading all of it anew. */
class RandomChangesTest {

  private static final int OF_A_KIND = 8;
  private static final int CHANGES = 120;

  @TempDir Path folder;
  private Tree tree;
  private Random random;
  private int ticks;

  /** Two changes within a tick of the file system's clock would look like one. */
  private void change(int kind, int number) {
    try {
      Files.setLastModifiedTime(write(kind, number), FileTime.fromMillis(++ticks * 1_000L));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(int kind, int number) {
    return switch (kind) {
      case 0 ->
          tree.registry(
              "s" + number + "-ref.yaml",
              "ref: {as: s%d, from_image: {namespace: ns, name: s%d, tag: t%d}%s}\n"
                  .formatted(
                      number, number, random.nextInt(50), maybe(", observers: [o" + any() + "]")));
      case 1 ->
          tree.registry(
              "c" + number + "-chain.yaml",
              "chain: {as: c%d, steps: %s}\n".formatted(number, steps(number)));
      case 2 ->
          tree.registry(
              "w" + number + "-workflow.yaml",
              "workflow: {as: w%d, steps: {%s}}\n".formatted(number, sections()));
      case 3 ->
          tree.registry(
              "o" + number + "-observer.yaml",
              "observer: {name: o%d, from_image: {namespace: ns, name: o%d, tag: t%d}}\n"
                  .formatted(number, number, random.nextInt(50)));
      case 4 -> tree.config("b" + number, config());
      default -> throw new AssertionError(kind);
    };
  }

  private String config() {
    return "base_images: {a: {namespace: ns, name: base, tag: t%d}}\ntests: [%s]\n"
        .formatted(
            random.nextInt(50),
            IntStream.range(0, random.nextInt(4))
                .mapToObj(
                    test ->
                        "{as: e%d, steps: {%s%s}}"
                            .formatted(test, sections(), maybe(", workflow: w" + any())))
                .collect(Collectors.joining(", ")));
  }

  private String sections() {
    return "env: {}"
        + maybe(", pre: " + steps(OF_A_KIND))
        + maybe(", test: " + steps(OF_A_KIND))
        + maybe(", post: []")
        + maybe(", observers: {enable: [o%d], disable: [o%d]}".formatted(any(), any()));
  }

  /** Steps, and chains with numbers below this, so that none contains itself. */
  private String steps(int below) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(
            step ->
                below > 0 && random.nextBoolean()
                    ? "{chain: c" + random.nextInt(below) + "}"
                    : "{ref: s" + any() + "}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String maybe(String text) {
    return random.nextBoolean() ? text : "";
  }

  private int any() {
    return random.nextInt(OF_A_KIND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void comesToTheSameAsReadingAnew(long seed) {
    tree = new Tree(folder);
    random = new Random(seed);
    for (int kind = 0; kind < 5; kind++) {
      for (int number = 0; number < OF_A_KIND; number++) {
        change(kind, number);
      }
    }
    ReleaseFolder root = new ReleaseFolder(folder);
    ReleaseReader reader = new ReleaseReader();
    for (int changes = 0; changes < CHANGES; changes++) {
      reader.read(reader.look(root, Duration.ZERO));
      ReleaseReader anew = new ReleaseReader();
      anew.read(anew.look(root, Duration.ZERO));
      assertEquals(Map.of(), anew.problems().all());
      assertEquals(
          Tree.uses(anew.index(Map.of())),
          Tree.uses(reader.index(Map.of())),
          "after " + changes + " changes");
      assertEquals(anew.used(Map.of()), reader.used(Map.of()));
      for (int together : List.of(0, random.nextInt(2))) {
        if (together == 0 || changes % 7 == 0) {
          change(random.nextInt(5), any());
        }
      }
    }
  }
}
