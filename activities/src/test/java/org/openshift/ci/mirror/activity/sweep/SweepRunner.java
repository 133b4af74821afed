package org.openshift.ci.mirror.activity.sweep;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.TagApiToken;

/** Runs the pages of sweeps as one worker does. */
public final class SweepRunner {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  private final World world;
  private final SweepPages pages;
  private Instant since = Instant.EPOCH;

  public SweepRunner(World world) {
    this(world, BulkDigests.Settings.off());
  }

  private SweepRunner(World world, BulkDigests.Settings bulk) {
    this.world = world;
    this.pages =
        new SweepPages(
            world.owners,
            world.claims,
            world.comparer,
            new BulkDigests(world.registries, bulk),
            world.tasks,
            new MissingDateTags(world.registries, false, CLOCK));
  }

  /** A worker that reads the target's tags in bulk. */
  static SweepRunner withTagApi(World world) {
    return new SweepRunner(world, new BulkDigests.Settings(true, TagApiToken.none()));
  }

  public SweepPages pages() {
    return pages;
  }

  /** The first page of a new sweep. */
  SweepPage page(SweepKind kind, TagReference... only) {
    since = since.plusSeconds(1);
    return pages.compare(new SweepPageRequest(kind, since, null, List.of(only)), world.fence);
  }

  /** The page after this one. */
  SweepPage next(SweepKind kind, SweepPage page) {
    return pages.compare(new SweepPageRequest(kind, since, page.last(), List.of()), world.fence);
  }
}
