package org.openshift.ci.mirror.activity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.mirroring.ConfigReader;
import org.openshift.ci.mirror.mirroring.MirroringConfig;
import org.openshift.ci.mirror.mirroring.MirroringConfigException;
import org.openshift.ci.mirror.mirroring.Registries;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.places.HostPlaces;

/**
 * Registries, image streams, open tasks and rules in memory, and the parts that activities are made
 * of over them. The namespace {@code test} is watched.
 */
final class World {

  static final String SOURCE = "source.example";
  static final String TARGET = "target.example";
  static final MirrorPlaces PLACES = new MirrorPlaces(SOURCE, TARGET + "/ci");

  final FakeRegistries registries = new FakeRegistries();
  final FakeInventory inventory = new FakeInventory();
  final FakeTaskBook tasks = new FakeTaskBook();
  final FakeRegister register = new FakeRegister();
  final FakeFence fence = new FakeFence();

  /** Outages that the standing workflow was told of. */
  final List<RegistryOutage> outagesTold = new CopyOnWriteArrayList<>();

  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  private volatile MirroringConfig config = MirroringConfig.empty();
  private volatile WatchRules rules =
      WatchRules.builder().additionalNamespaces(List.of("test")).build();

  final DestinationOwners owners =
      new DestinationOwners(() -> config, () -> rules, inventory, PLACES);
  final RegistryOutages outages = new RegistryOutages(registries, outagesTold::add, nanos::get);
  final HostPlaces places = HostPlaces.patient(64);
  final Claims claims = new Claims(owners, registries, register, outages, places);
  final Comparer comparer = new Comparer(claims, registries, outages, places);

  /** A digest that is all this hexadecimal digit. */
  static String digest(char digit) {
    return FakeRegistries.digest(digit);
  }

  static Destination destination(String tag) {
    return Destination.mirror(TagReference.parse(tag));
  }

  /** Puts a configuration in force. */
  void config(String yaml) {
    try {
      config =
          new ConfigReader(new Registries(SOURCE, PLACES.targetRepository()))
              .read(yaml.getBytes(StandardCharsets.UTF_8), "config.yaml");
    } catch (MirroringConfigException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts other rules in force. */
  void rules(WatchRules newRules) {
    rules = newRules;
  }

  WatchRules rules() {
    return rules;
  }

  /** The tag's image stream has this image now; returns the claim of its destination. */
  Claim watched(String tag, char digit) {
    inventory.put(tag, digest(digit));
    return owners.claimOf(destination(tag));
  }

  /** The tag's destination has this image now. */
  void mirrored(String tag, char digit) {
    registries.put(PLACES.destination(TagReference.parse(tag)), digest(digit));
  }

  /** Lets time pass on the clock of this process. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  long nanos() {
    return nanos.get();
  }
}
