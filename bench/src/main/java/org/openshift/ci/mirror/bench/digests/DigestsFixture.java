package org.openshift.ci.mirror.bench.digests;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.bench.trial.Fixture;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.QuayServer;

/**
 * A server with quay.io's limits that has every tag of a job, and twice as many date tags among
 * them. Each trial needs a new one, because a trial uses up the bursts that the limits allow.
 */
public final class DigestsFixture implements Fixture<DigestsJob> {

  private static final String REPOSITORY = "openshift/ci";

  private final QuayServer server = QuayServer.withLimits();
  private final DigestsJob job;

  /**
   * Starts the server. Of ten tags, six are in one namespace, two in another, one in a third, and
   * one in a namespace with ten tags.
   *
   * @param tags the number of floating tags
   */
  public DigestsFixture(int tags) {
    Map<TagReference, String> destinations = new LinkedHashMap<>();
    for (int number = 0; number < tags; number++) {
      TagReference tag =
          new TagReference(namespace(number, tags), "stream-" + number % 97, "tag-" + number);
      server.put(dateTag(2 * number), digest(number));
      server.put(dateTag(2 * number + 1), digest(number));
      server.put(tag.floatingTag(), digest(number));
      destinations.put(tag, server.host() + "/" + REPOSITORY + ":" + tag.floatingTag());
    }
    job = new DigestsJob(server, destinations);
  }

  private static String namespace(int number, int tags) {
    return switch (number % 10) {
      case 0, 1, 2, 3, 4, 5 -> "ocp";
      case 6, 7 -> "ci";
      case 8 -> "origin";
      default -> "team-" + number / 10 % Math.max(1, tags / 100);
    };
  }

  private static String dateTag(int number) {
    return "20261124_" + digest(number).replace(':', '_');
  }

  private static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }

  @Override
  public DigestsJob job() {
    return job;
  }

  @Override
  public void check(long units) {
    if (units != job.destinations().size()) {
      throw new BenchException(
          "%d of %d digests were read".formatted(units, job.destinations().size()));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
