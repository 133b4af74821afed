package org.openshift.ci.mirror.activity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.activity.check.Comparer;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Registries, image streams, open tasks and rules in memory, and the real parts of activities that
 * use them. The namespace {@code test} is watched.
 */
public final class World {

  public static final String SOURCE = "source.example";
  public static final String TARGET = "target.example";
  public static final Endpoints ENDPOINTS = new Endpoints(SOURCE, TARGET + "/ci");

  public final FakeRegistries registries = new FakeRegistries();
  public final FakeInventory inventory = new FakeInventory();
  public final FakeOpenTaskStore tasks = new FakeOpenTaskStore();
  public final FakeRulesRegister register = new FakeRulesRegister();
  public final FakeFence fence = new FakeFence();

  /** Outages for which the standing workflow was started. */
  public final List<RegistryOutage> outagesTold = new CopyOnWriteArrayList<>();

  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  private volatile MirroringConfig config = MirroringConfig.empty();
  private volatile WatchRules rules =
      WatchRules.builder().additionalNamespaces(List.of("test")).build();

  public final DestinationOwners owners =
      new DestinationOwners(() -> config, () -> rules, inventory, ENDPOINTS);
  public final RegistryOutages outages =
      new RegistryOutages(registries, outagesTold::add, nanos::get);
  public final HostBulkhead bulkhead = HostBulkhead.withoutTimeout(64);

  /** The namespaces of whose failures somebody is notified. */
  public final Set<String> withRecipient = ConcurrentHashMap.newKeySet();

  public final Claims claims =
      new Claims(
          owners, register, outages, bulkhead, tag -> withRecipient.contains(tag.namespace()));
  public final Comparer comparer = new Comparer(claims, outages, bulkhead);

  /** A digest that is all this hexadecimal digit. */
  public static String digest(char digit) {
    return FakeRegistries.digest(digit);
  }

  public static Destination destination(String tag) {
    return Destination.mirror(TagReference.parse(tag));
  }

  /** Puts a configuration in force. */
  public void config(String yaml) {
    try {
      config =
          new ConfigReader(ENDPOINTS).read(yaml.getBytes(StandardCharsets.UTF_8), "config.yaml");
    } catch (MirroringConfigException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts other rules in force. */
  public void rules(WatchRules newRules) {
    rules = newRules;
  }

  public WatchRules rules() {
    return rules;
  }

  /** Gives the image stream tag this image; returns the claim of its destination. */
  public Claim watched(String tag, char digit) {
    inventory.put(tag, digest(digit));
    return owners.claimOf(destination(tag));
  }

  /** Gives the tag's destination this image. */
  public void mirrored(String tag, char digit) {
    registries.put(ENDPOINTS.destination(TagReference.parse(tag)), digest(digit));
  }

  /** Lets time pass on the clock of this process. */
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  public long nanos() {
    return nanos.get();
  }
}
