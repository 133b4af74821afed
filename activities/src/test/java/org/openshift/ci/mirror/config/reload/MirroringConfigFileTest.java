package org.openshift.ci.mirror.config.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.Configs;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.testing.LogRecorder;

class MirroringConfigFileTest {

  private static final long PATIENCE_SECONDS = 20;

  @TempDir Path folder;

  /** Notes what it is told; does this besides when a version is rejected. */
  private static ConfigObserver observer(BlockingQueue<String> observed, Runnable atRejection) {
    return new ConfigObserver() {
      @Override
      public void inForce(MirroringConfig config) {
        observed.add("in force");
      }

      @Override
      public void rejected(List<ConfigProblem> problems) {
        observed.add("rejected");
        atRejection.run();
      }
    };
  }

  @Test
  void tellsOfANewVersionByItself()
      throws IOException, MirroringConfigException, InterruptedException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "{}\n");
    BlockingQueue<MirroringConfig> told = new LinkedBlockingQueue<>();
    BlockingQueue<String> observed = new LinkedBlockingQueue<>();
    ConfigObserver observer = observer(observed, () -> {});
    try (MirroringConfigFile config = MirroringConfigFile.open(file, Configs.ENDPOINTS, observer)) {
      assertEquals("in force", observed.poll(), "the first version too");
      config.onChange((before, now) -> told.add(now));
      Files.writeString(file, "qciToAppCIImages: {'ocp/4.30:cli': {}}\n");
      MirroringConfig now = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertSame(now, config.current());
      assertEquals("in force", observed.poll());
      assertEquals(1, config.current().backfill().size());
      assertEquals(Optional.empty(), config.problem());

      Files.writeString(file, "[");
      assertEquals("rejected", observed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
      String problem = config.problem().orElseThrow();
      assertTrue(problem.contains("rejected") && problem.contains(file + ":"), problem);
      assertSame(now, config.current());
    }
  }

  @Test
  void aLookThatFailsDoesNotEndTheWatch()
      throws IOException, MirroringConfigException, InterruptedException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "{}\n");
    BlockingQueue<String> observed = new LinkedBlockingQueue<>();
    ConfigObserver observer =
        observer(
            observed,
            () -> {
              throw new IllegalStateException("an observer that fails");
            });
    try (LogRecorder log = new LogRecorder(MirroringConfigFile.class);
        MirroringConfigFile config = MirroringConfigFile.open(file, Configs.ENDPOINTS, observer)) {
      assertEquals("in force", observed.poll());
      Files.writeString(file, "[");
      assertEquals("rejected", observed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
      Files.writeString(file, "qciToAppCIImages: {'ocp/4.30:cli': {}}\n");
      assertEquals("in force", observed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(1, config.current().backfill().size());
      assertTrue(log.contains("a look at the mirroring configuration failed"), log::toString);
    }
  }

  @Test
  void noFileAsksForNothing() {
    try (MirroringConfigFile config = MirroringConfigFile.none()) {
      config.onChange((before, now) -> {});
      assertSame(MirroringConfig.empty(), config.current());
      assertEquals(Optional.empty(), config.problem());
    }
  }
}
