package org.openshift.ci.mirror.bench.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.program.RegsyncConfig;

/** The command lines of the other tools. */
class CommandsTest {

  private static final CopyJob JOB =
      new CopyJob(
          ImageSet.single("bench", 25, 10, 1), "source:1", "target:2", Instant.EPOCH, Path.of("."));
  private static final BenchImage IMAGE = JOB.set().images().getFirst();
  private static final String SOURCE = "source:1/bench/stream-0000:image-0000";
  private static final String DATE = JOB.destinations(IMAGE).getFirst();
  private static final String FLOATING = JOB.destinations(IMAGE).getLast();

  @Test
  void skopeoCopiesToEachTag() {
    List<List<String>> commands = SkopeoCopy.commands(JOB, IMAGE);
    assertEquals(
        List.of("docker://" + DATE, "docker://" + FLOATING),
        commands.stream().map(List::getLast).toList());
    for (List<String> command : commands) {
      assertEquals("docker://" + SOURCE, command.get(command.size() - 2));
    }
  }

  @Test
  void craneCopiesOnceAndTags() {
    assertEquals(
        List.of(
            List.of("copy", "--insecure", SOURCE, DATE),
            List.of("tag", "--insecure", DATE, "bench_stream-0000_image-0000")),
        CraneCopy.commands(JOB, IMAGE));
  }

  @Test
  void regsyncHasBothTagsOfEachImage() {
    List<RegsyncConfig.Entry> entries = RegsyncCopy.config(JOB).entries();
    assertEquals(50, entries.size());
    assertEquals(new RegsyncConfig.Entry(SOURCE, DATE), entries.get(0));
    assertEquals(new RegsyncConfig.Entry(SOURCE, FLOATING), entries.get(25));
  }

  @Test
  void ocBatchesGetsTenPairsAtATimeInRandomOrderAsInTheOriginalService() {
    List<List<String>> batches = OcCopy.inBatchesOfTen().commands(JOB);
    assertEquals(Collections.nCopies(5, 10), batches.stream().map(b -> pairs(b).size()).toList());
    List<String> all = batches.stream().flatMap(batch -> pairs(batch).stream()).toList();
    List<String> ordered = pairs(OcCopy.inOneBatch().commands(JOB).getFirst());
    assertEquals(Set.copyOf(ordered), Set.copyOf(all));
    assertNotEquals(ordered, all);
    assertEquals(batches, OcCopy.inBatchesOfTen().commands(JOB), "the same in each round");
  }

  @Test
  void ocGetsAllPairsInOneRunImageByImage() {
    List<List<String>> commands = OcCopy.inOneBatch().commands(JOB);
    assertEquals(List.of(50), commands.stream().map(command -> pairs(command).size()).toList());
    String source = "source:1/bench/stream-0000@" + IMAGE.digest();
    assertEquals(
        List.of(
            "image",
            "mirror",
            "--insecure=true",
            "--keep-manifest-list=true",
            "--continue-on-error=true",
            "--max-per-registry=20",
            source + "=" + DATE,
            source + "=" + FLOATING),
        commands.getFirst().subList(0, 8));
  }

  private static List<String> pairs(List<String> arguments) {
    return arguments.stream().filter(argument -> argument.startsWith("source:1/")).toList();
  }
}
