package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.List;
import java.util.Set;

/**
 * Keeps the metrics of Temporal's SDK small. Its timers show count, sum and maximum: the SDK asks
 * for a histogram for each, which is some 70 lines for each of many combinations of labels. And
 * calls of the server are told apart by operation and status only.
 */
final class TemporalSdkFilter implements MeterFilter {

  private static final String PREFIX = "temporal_";

  /**
   * The first two say only that the process has started, and the third one follows from how many
   * slots are available.
   */
  private static final Set<String> USELESS =
      Set.of("temporal_worker_start", "temporal_poller_start", "temporal_worker_task_slots_used");

  private static final Set<String> LABELS_OF_NO_METRIC =
      Set.of("namespace", "exception", "query_type", "signal_name");

  private static final Set<String> LABELS_OF_REQUESTS = Set.of("operation", "status_code");

  private static final DistributionStatisticConfig NO_HISTOGRAM =
      DistributionStatisticConfig.builder().percentilesHistogram(false).build();

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return USELESS.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().startsWith(PREFIX)) {
      return id;
    }
    boolean request = id.getName().matches(PREFIX + "(long_)?request.*");
    List<Tag> kept =
        id.getTags().stream()
            .filter(
                tag ->
                    request
                        ? LABELS_OF_REQUESTS.contains(tag.getKey())
                        : !LABELS_OF_NO_METRIC.contains(tag.getKey()))
            .toList();
    return id.replaceTags(kept);
  }

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return id.getName().startsWith(PREFIX) ? NO_HISTOGRAM.merge(config) : config;
  }
}
