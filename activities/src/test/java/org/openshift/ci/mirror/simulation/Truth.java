package org.openshift.ci.mirror.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * What every destination should hold now, and at any earlier moment, by the newest rules of a
 * living worker. The promises are checked against it.
 */
final class Truth {

  private record Since(long millis, String digest) {}

  private final SimulatedTime time;
  private final ModelRegistries registries;
  private final DestinationOwners owners;
  private final Map<String, List<Since>> past = new HashMap<>();

  Truth(
      SimulatedTime time,
      ModelCluster cluster,
      ModelRegistries registries,
      ModelRulesRegister register) {
    this.time = time;
    this.registries = registries;
    this.owners =
        new DestinationOwners(
            () -> register.newestRules().config(),
            () -> register.newestRules().rules(),
            cluster,
            Places.MIRROR);
  }

  /** The claim of the destination now. */
  Claim claim(Destination destination) {
    return owners.claimOf(destination);
  }

  /** The digest that the destination should have now; null for none. */
  String digest(Claim claim) {
    if (!claim.owned() || claim.problem() != null) {
      return null;
    }
    return claim.digest() != null
        ? claim.digest()
        : registries.quietDigest(PullSpec.parse(claim.source())).orElse(null);
  }

  /** Records what all destinations should hold now; called after every change. */
  void changed() {
    // Writes are checked with the lock of the registries held, so this uses no other lock.
    synchronized (registries) {
      long now = time.millis();
      for (Destination destination : Places.DESTINATIONS) {
        String digest = digest(owners.claimOf(destination));
        List<Since> known =
            past.computeIfAbsent(Places.pullSpec(destination), key -> new ArrayList<>());
        if (known.isEmpty() || !Objects.equals(known.getLast().digest(), digest)) {
          known.add(new Since(now, digest));
        }
      }
    }
  }

  /** Whether the digest was the right one at any moment of the last milliseconds. */
  boolean wasRight(String destination, String digest, long withinMillis) {
    synchronized (registries) {
      changed();
      long from = time.millis() - withinMillis;
      for (Since since : past.getOrDefault(destination, List.of()).reversed()) {
        if (digest.equals(since.digest())) {
          return true;
        }
        if (since.millis() < from) {
          return false;
        }
      }
      return false;
    }
  }
}
