package org.openshift.ci.mirror.activity.retention;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.activity.FakeFence;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.contract.RetentionPageRequest;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.registry.TagApiToken;

/** Retention sweeps over a {@link FakeTarget}, without Temporal. */
final class RetentionRun {

  /** When every sweep begins. */
  static final Instant NOW = Instant.parse("2026-11-26T13:00:00Z");

  final FakeTarget target;
  final FakeFence fence = new FakeFence();
  final AtomicLong nanos = new AtomicLong(1_000_000_000L);

  /** What was reported before each removal. */
  final List<RetentionPage> reached = new ArrayList<>();

  final Set<String> configured = new HashSet<>();
  String configProblem;
  boolean tagApi = true;
  int days = 30;
  boolean remove = true;
  Instant machineClock = NOW;
  private DateTagPages pages;

  RetentionRun(FakeTarget target) {
    this.target = target;
  }

  /** A sweep by a worker with the same flags as the schedule. */
  RetentionSummary sweep() {
    return sweep(days, remove);
  }

  /** A sweep that asks for this, by a worker with the flags of this run. */
  RetentionSummary sweep(int askedDays, boolean askedRemove) {
    RetentionPage page = RetentionPage.first();
    while (!page.last()) {
      page = page(askedDays, askedRemove, page);
    }
    return page.soFar();
  }

  RetentionPage page(RetentionPage from) {
    return page(days, remove, from);
  }

  private RetentionPage page(int askedDays, boolean askedRemove, RetentionPage from) {
    if (pages == null) {
      pages = worker();
    }
    return pages.handle(
        new RetentionPageRequest(askedDays, askedRemove, NOW, from), from, fence, reached::add);
  }

  /** From now on another worker handles the pages. */
  void anotherWorker() {
    pages = null;
  }

  private DateTagPages worker() {
    return new DateTagPages(
        target,
        target,
        new RetentionTarget(
            FakeTarget.REPOSITORY, tagApi, new TagApiToken(Path.of("/a/token/that/nobody/reads"))),
        new RetentionSettings(days, remove),
        () -> new ConfiguredSources(configured, Optional.ofNullable(configProblem)),
        () -> machineClock,
        nanos::get);
  }
}
