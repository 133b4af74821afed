package org.openshift.ci.mirror.activity.push;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.SkippedImageException;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.bulkhead.HostStuckException;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** Copies an image and writes its tags, each behind a {@link TagGuard}. */
public final class TagPusher {

  private final ImageRegistries registries;
  private final Claims claims;
  private final RegistryOutages outages;
  private final HostBulkhead pushes;
  private final LongSupplier nanoClock;

  /**
   * A pusher.
   *
   * @param pushes how many images of one source registry may be under way at the same time
   */
  public TagPusher(
      ImageRegistries registries, Claims claims, RegistryOutages outages, HostBulkhead pushes) {
    this(registries, claims, outages, pushes, System::nanoTime);
  }

  public TagPusher(
      ImageRegistries registries,
      Claims claims,
      RegistryOutages outages,
      HostBulkhead pushes,
      LongSupplier nanoClock) {
    this.registries = registries;
    this.claims = claims;
    this.outages = outages;
    this.pushes = pushes;
    this.nanoClock = nanoClock;
  }

  /**
   * Copies the image and writes its tags.
   *
   * @throws SkippedImageException when the image is not to be mirrored
   */
  public CopyResult push(PushRequest request, CopyListener progress, Fence fence) {
    PullSpec source = CheckedPullSpecs.parse(request.source());
    PullSpec destination = CheckedPullSpecs.parseTag(request.destination());
    List<PullSpec> destinations = new ArrayList<>();
    if (request.dateDestination() != null) {
      destinations.add(CheckedPullSpecs.parseTag(request.dateDestination()));
    }
    destinations.add(destination);
    outages.requireServing(source.registry(), false);
    outages.requireServing(destination.registry(), true);
    TagGuard guard =
        new TagGuard(request, () -> claims.withDigest(request.place()), fence, nanoClock);
    try {
      return pushes.in(
          source.registry(),
          () ->
              registries.copy(
                  source,
                  request.digest(),
                  destinations,
                  new MovingListener(() -> pushes.progressed(source.registry()), progress),
                  guard));
    } catch (HostStuckException e) {
      throw outages.stuck(
          source,
          "other images of %s are under way, and none of them has made progress lately"
              .formatted(source.registry()));
    } catch (RegistryException e) {
      if (isSkipped(e.type(), destination)) {
        throw new SkippedImageException(e);
      }
      boolean atSource = e.registry().filter(source.registry()::equals).isPresent();
      throw outages.judged(e, atSource ? source : destination);
    }
  }

  /**
   * Whether this failure ends the task instead of parking it. A schema 1 image cannot be copied
   * with its digest; a destination that has an image holds a converted one, which is kept.
   */
  private boolean isSkipped(RegistryError type, PullSpec destination) {
    return type == RegistryError.IMAGE_EXCLUDED
        || (type == RegistryError.MANIFEST_SCHEMA1 && registries.digest(destination).isPresent());
  }
}
