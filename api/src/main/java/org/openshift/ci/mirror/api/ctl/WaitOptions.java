package org.openshift.ci.mirror.api.ctl;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits. */
final class WaitOptions {

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationArgument.class,
      defaultValue = "10m",
      description = "How long to wait: 90s, 10m or 1h30m (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  /** Above a second, because the service may answer with what it knew a second ago. */
  @Option(names = "--poll-millis", hidden = true, defaultValue = "2000")
  private long pollMillis;

  Duration timeout() {
    return timeout;
  }

  /** Waits until it is time to ask again, or until there is no more time. */
  void pause(long leftNanos) throws InterruptedException {
    Thread.sleep(Math.min(pollMillis, Duration.ofNanos(leftNanos).toMillis() + 1));
  }
}
