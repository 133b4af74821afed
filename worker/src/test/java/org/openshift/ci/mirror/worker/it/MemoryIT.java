package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A layer is streamed, whatever its size. */
@Order(2)
class MemoryIT extends WithPlatform {

  private static final long GIBIBYTE = 1L << 30;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLayerOfOneGibibyteInTwoHundredFiftySixMebibytesOfHeap() throws IOException {
    TestImage image = new TestImages(5).docker(GIBIBYTE);
    platform.release("huge", "1", image);
    WorkerProcess worker = platform.process("worker").runJar().start();
    Await.until(
        "the image has its tag",
        Duration.ofMinutes(3),
        () ->
            platform
                .targetAccess
                .digest(Platform.TARGET, Platform.floatingTag("huge", "1"))
                .equals(Optional.of(image.digest())),
        worker::log);
    assertEquals(
        Optional.empty(),
        platform.targetAccess.differenceFrom(
            image, Platform.TARGET, Platform.floatingTag("huge", "1")));
    Matcher peak =
        PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(worker.pid()), "status")));
    assertTrue(peak.find());
    assertTrue(
        Long.parseLong(peak.group(1)) < 512 * 1024,
        "the process took at most " + peak.group(1) + " kB");
  }
}
