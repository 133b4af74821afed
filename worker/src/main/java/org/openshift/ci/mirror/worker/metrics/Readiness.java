package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchState;

/**
 * Whether this worker can do its work: it polls its task queues, Temporal answers, and the watch of
 * image streams, if this worker runs it, can read them. A probe has a threshold of its own, so a
 * failure counts at once.
 */
public final class Readiness {

  /**
   * A watch that gets no answer for this long cannot read image streams; the client of the cluster
   * repeats a request for minutes before it fails.
   */
  private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(30);

  private final Supplier<Optional<WatchState>> watch;
  private final Supplier<Optional<String>> config;
  private final InstantSource clock;

  /** What is wrong with Temporal; null while this worker does not poll. */
  private volatile Supplier<Optional<String>> temporal;

  /**
   * Not ready before {@link #polling}.
   *
   * @param watch the state of the watch; empty while another worker watches
   * @param config a problem of the configuration, which is told but does not count
   */
  public Readiness(
      MeterRegistry registry,
      Supplier<Optional<WatchState>> watch,
      Supplier<Optional<String>> config,
      InstantSource clock) {
    this.watch = watch;
    this.config = config;
    this.clock = clock;
    Gauge.builder("ci_images_mirror_ready", () -> isReady() ? 1 : 0)
        .description("1 while /readyz says that this worker can do its work, otherwise 0")
        .register(registry);
  }

  /**
   * The worker polls its task queues.
   *
   * @param trouble says why Temporal cannot be used; empty while it can
   */
  public void polling(Supplier<Optional<String>> trouble) {
    temporal = trouble;
  }

  /** The worker polls no more. */
  public void stopping() {
    temporal = null;
  }

  /** Whether the worker can do its work. */
  public boolean isReady() {
    Supplier<Optional<String>> trouble = temporal;
    return trouble != null && trouble.get().isEmpty() && watch.get().filter(this::isDead).isEmpty();
  }

  /** What a person should know, in one line or several. */
  public Optional<String> detail() {
    Supplier<Optional<String>> trouble = temporal;
    String lines =
        Stream.of(
                config.get(),
                trouble == null ? Optional.<String>empty() : trouble.get(),
                watch.get().map(this::line))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    return Optional.of(lines).filter(text -> !text.isEmpty());
  }

  private boolean isDead(WatchState state) {
    return switch (state.phase()) {
      case FAILING -> true;
      case CONNECTING ->
          Duration.between(state.since(), clock.instant()).compareTo(LONGEST_CONNECTING) > 0;
      case LISTING, CONNECTED -> false;
    };
  }

  private String line(WatchState state) {
    return "watch of image streams: "
        + Stream.of(
                state.phase() == WatchPhase.FAILING
                    ? "failing since " + state.since() + ": " + state.lastError()
                    : state.phase().wireName() + " since " + state.since(),
                state.lastEvent() == null ? "no event yet" : "last event " + state.lastEvent(),
                state.upToDateAt() == null
                    ? null
                    : "lag "
                        + Duration.between(state.upToDateAt(), clock.instant()).toSeconds()
                        + " s",
                state.relists() + " relists")
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
  }
}
