package org.openshift.ci.mirror.config.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.Configs;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;

class ReloadingFileTest {

  private static final String ONE = "supplementalCIImages: {'a/b:one': {image: quay.io/x/y:z}}\n";
  private static final String TWO =
      "supplementalCIImages:\n  a/b:one: {image: quay.io/x/y:z}\n  a/b:two: {image: quay.io/x/y}\n";
  private static final String BAD = "supplementalCIImages: {'a/b': {}}\nmore: 1\n";

  @TempDir Path folder;
  private Path file;
  private ConfigHandler handler;
  private ReloadingFile<MirroringConfig> config;
  private final List<String> observed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private long now = 1;

  private final ConfigObserver observer =
      new ConfigObserver() {
        @Override
        public void inForce(MirroringConfig inForce) {
          observed.add("in force " + inForce.supplemental().size());
        }

        @Override
        public void rejected(List<ConfigProblem> problems) {
          observed.add("rejected " + problems.size());
        }
      };

  @BeforeEach
  void open() throws IOException, MirroringConfigException {
    file = folder.resolve("config.yaml");
    Files.writeString(file, ONE);
    config = open(file);
    handler.onChange(
        (before, after) ->
            told.add(before.supplemental().size() + " to " + after.supplemental().size()));
    observed.clear();
  }

  private ReloadingFile<MirroringConfig> open(Path path) throws MirroringConfigException {
    handler = new ConfigHandler(path, new ConfigReader(Configs.ENDPOINTS), observer);
    return new ReloadingFile<>(path, ConfigText.MAX_BYTES, handler, now);
  }

  private void look() {
    now++;
    config.look(now);
  }

  private void lookTwice() {
    look();
    look();
  }

  @Test
  void aChangeIsInForceAfterASecondLook() throws IOException {
    Files.writeString(file, TWO);
    MirroringConfig before = config.current();
    look();
    assertSame(before, config.current(), "it may still be written");
    look();
    assertEquals(2, config.current().supplemental().size());
    assertEquals(List.of("1 to 2"), told);
    assertEquals(List.of("in force 2"), observed);
  }

  @Test
  void aFileThatIsStillChangingIsLeftAlone() throws IOException {
    for (int part = 1; part < TWO.length(); part += 20) {
      Files.writeString(file, TWO.substring(0, part));
      look();
    }
    assertEquals(List.of(), observed);
    assertEquals(1, config.current().supplemental().size());
  }

  @Test
  void aFileThatIsReplacedIsSeen() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Path other = folder.resolve("other.yaml");
    // The same size and time: only its identity differs.
    Files.writeString(other, ONE.replace(":one", ":two"));
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    lookTwice();
    assertEquals("two", config.current().supplemental().getFirst().target().tag());
  }

  @Test
  void aLinkThatIsSwappedIsFollowed() throws IOException, MirroringConfigException {
    Path first = Files.createDirectory(folder.resolve("rev-1"));
    Path second = Files.createDirectory(folder.resolve("rev-2"));
    Files.writeString(first.resolve("c.yaml"), ONE);
    Files.writeString(second.resolve("c.yaml"), TWO);
    Path link = Files.createSymbolicLink(folder.resolve("current"), first);
    config = open(link.resolve("c.yaml"));
    Path swap = Files.createSymbolicLink(folder.resolve("swap"), second);
    Files.move(swap, link, StandardCopyOption.ATOMIC_MOVE);
    lookTwice();
    assertEquals(2, config.current().supplemental().size());
  }

  @Test
  void aBadVersionKeepsTheOneBeforeInForce() throws IOException {
    MirroringConfig before = config.current();
    Files.writeString(file, BAD);
    lookTwice();
    lookTwice();
    assertSame(before, config.current());
    assertEquals(List.of("rejected 2"), observed, "said once");
    assertEquals(
        file
            + ":1: supplementalCIImages: the target 'a/b' is not an image stream tag: expected"
            + " namespace/name:tag, as in ci/clonerefs:latest",
        config.problems().getFirst().toString());
    assertEquals(List.of(), told);
  }

  @Test
  void aCorrectedFileIsInForceAgain() throws IOException {
    MirroringConfig before = config.current();
    Files.writeString(file, BAD);
    lookTwice();
    Files.writeString(file, ONE);
    lookTwice();
    assertSame(before, config.current(), "nothing changed in the end");
    assertEquals(List.of(), config.problems());
    assertEquals(List.of("rejected 2", "in force 1"), observed);
    assertEquals(List.of(), told);
    Files.writeString(file, TWO);
    lookTwice();
    assertEquals(List.of("1 to 2"), told);
  }

  @Test
  void aFileThatIsGoneKeepsTheVersionBeforeInForce() throws IOException {
    MirroringConfig before = config.current();
    Files.delete(file);
    lookTwice();
    assertSame(before, config.current());
    assertEquals(file + ": there is no such file", config.problems().getFirst().toString());
    Files.writeString(file, TWO);
    lookTwice();
    assertEquals(2, config.current().supplemental().size());
    assertEquals(List.of("rejected 1", "in force 2"), observed);
  }

  @Test
  void aFileThatWasGoneIsInForceAgainAsItWas() throws IOException {
    MirroringConfig before = config.current();
    Files.delete(file);
    lookTwice();
    Files.writeString(file, ONE);
    lookTwice();
    assertSame(before, config.current());
    assertEquals(List.of(), config.problems());
    assertEquals(List.of("rejected 1", "in force 1"), observed);
    assertEquals(List.of(), told);
  }

  @Test
  void anEmptiedFileKeepsTheVersionBeforeInForce() throws IOException {
    MirroringConfig before = config.current();
    Files.writeString(file, "");
    lookTwice();
    assertSame(before, config.current());
    assertEquals(List.of("rejected 1"), observed);
  }

  @Test
  void theFileIsReadFromTimeToTimeWhateverItsAttributesSay() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, ONE.replace(":one", ":two"));
    Files.setLastModifiedTime(file, time);
    lookTwice();
    assertEquals("one", config.current().supplemental().getFirst().target().tag());
    now += ReloadingFile.READ_ANYWAY.toNanos();
    look();
    assertEquals("two", config.current().supplemental().getFirst().target().tag());
  }

  @Test
  void aBadVersionIsReportedAgainFromTimeToTime() throws IOException {
    Files.writeString(file, BAD);
    lookTwice();
    now += ReloadingFile.READ_ANYWAY.toNanos();
    look();
    assertEquals(List.of("rejected 2", "rejected 2"), observed);
  }

  @Test
  void aListenerThatFailsStopsNeitherTheVersionNorOtherListeners() throws IOException {
    List<String> later = new ArrayList<>();
    handler.onChange(
        (before, after) -> {
          throw new IllegalStateException("a listener that fails");
        });
    handler.onChange((before, after) -> later.add("told"));
    MirroringConfig before = config.current();
    Files.writeString(file, TWO);
    lookTwice();
    assertNotSame(before, config.current());
    assertEquals(List.of("told"), later);
  }

  @Test
  void aFirstVersionThatIsBadIsRefused() throws IOException {
    Files.writeString(file, BAD);
    MirroringConfigException refusal =
        assertThrows(MirroringConfigException.class, () -> open(file));
    assertEquals(2, refusal.problems().size());
    assertTrue(refusal.getMessage().lines().count() == 2, refusal.getMessage());
  }
}
