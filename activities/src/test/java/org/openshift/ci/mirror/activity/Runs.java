package org.openshift.ci.mirror.activity;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.openshift.ci.mirror.contract.RunPage;
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.TagApiToken;

/** The runs of one worker. */
final class Runs {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  private final World world;
  private final RunPages pages;
  private Instant since = Instant.EPOCH;

  Runs(World world) {
    this(world, BulkDigests.Settings.off());
  }

  private Runs(World world, BulkDigests.Settings bulk) {
    this.world = world;
    this.pages =
        new RunPages(
            world.owners,
            world.claims,
            world.comparer,
            new BulkDigests(world.registries, bulk),
            world.tasks,
            new DateTags(world.registries, false, CLOCK));
  }

  /** A worker that reads the target's tags in bulk. */
  static Runs withTagApi(World world) {
    return new Runs(world, new BulkDigests.Settings(true, TagApiToken.none()));
  }

  RunPages pages() {
    return pages;
  }

  /** The first page of a new run. */
  RunPage page(RunKind kind, TagReference... only) {
    since = since.plusSeconds(1);
    return pages.compare(new RunPageRequest(kind, since, null, List.of(only)), world.fence);
  }

  /** The page behind this one. */
  RunPage next(RunKind kind, RunPage page) {
    return pages.compare(new RunPageRequest(kind, since, page.last(), List.of()), world.fence);
  }
}
