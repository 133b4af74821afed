package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.imagestreams.index.ChangeFeed;
import org.openshift.ci.mirror.imagestreams.index.TagIndex;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of a cluster: lists when that is needed, follows the changes from there, and reconnects
 * after failures.
 */
final class ClusterWatch {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterWatch.class);

  /** The longest wait for an event, between checks of the rules and for a stop. */
  private static final Duration EVENT_WAIT = Duration.ofMillis(500);

  /**
   * Without an event or bookmark for this long, the connection counts as dead, for example because
   * its other end vanished. API servers send a bookmark about every minute.
   */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  /** A watch that lasted this long worked, even without events. */
  private static final Duration LONG_WATCH = Duration.ofSeconds(30);

  /** How often other rules are looked for while the cluster does not answer. */
  private static final Duration RULES_CHECK = Duration.ofSeconds(1);

  /** A failure that stays the same is logged this rarely. */
  private static final int ATTEMPTS_PER_WARNING = 10;

  /** After so many watches in a row without events, the position may be the problem. */
  private static final int FRUITLESS_WATCHES = 6;

  private final ImageStreamCluster cluster;
  private final Supplier<WatchRules> rules;
  private final Duration longestSilence;
  private final ImageStreamSink sink;
  private final TagIndex index;
  private final ChangeFeed feed;
  private final HeartbeatWait wait;
  private final ReconnectDelay delay = new ReconnectDelay();
  private boolean listNeeded;

  /** Fingerprint of the rules by which everything up to the position was passed on. */
  private String rulesApplied;

  private String lastFailure;

  ClusterWatch(
      ImageStreamCluster cluster,
      Supplier<WatchRules> rules,
      ImageStreamSink sink,
      TagIndex index,
      WatchPosition from,
      Duration longestSilence) {
    this.cluster = cluster;
    this.rules = rules;
    this.longestSilence = longestSilence;
    this.sink = sink;
    this.index = index;
    this.feed = new ChangeFeed(sink, from);
    this.wait = new HeartbeatWait(sink, feed);
    this.rulesApplied = from.rules();
    this.listNeeded = from.resourceVersion() == null || becameWatchedUnseen();
  }

  /** Without a complete index, only a list finds the tags that other rules watch. */
  private boolean becameWatchedUnseen() {
    return !index.complete()
        && rulesApplied != null
        && !rulesApplied.equals(index.rules().fingerprint());
  }

  /** Runs until a stop is requested. */
  WatchPosition run() throws InterruptedException {
    while (!sink.stopRequested()) {
      try {
        if (listNeeded) {
          list();
        } else {
          follow();
        }
      } catch (KubernetesClientException e) {
        recover(e);
      }
    }
    // A failure may have left tags waiting that the index counts as passed on.
    feed.advanceTo(feed.position());
    return feed.position();
  }

  /** Whether another watch may continue with the index from the position that was reached. */
  boolean indexIsCurrent() {
    return !listNeeded;
  }

  private void list() throws InterruptedException {
    applyOtherRules();
    TagIndex.Listing list = index.beginList();
    int streams = 0;
    String next = null;
    do {
      String asked = next;
      ImageStreamCluster.Page page = wait.call(() -> cluster.page(asked));
      if (sink.stopRequested()) {
        return;
      }
      feed.listing();
      streams += page.streams().size();
      feed.addListed(list.add(page.streams()));
      next = page.next();
      if (next == null) {
        feed.addListed(list.complete());
        rulesApplied = index.rules().fingerprint();
        feed.advanceTo(at(page.resourceVersion()));
      }
    } while (next != null);
    listNeeded = false;
    feed.upToDate(false);
    LOGGER.info(
        "listed {} image streams of {} at resource version {}",
        streams,
        cluster.address(),
        feed.position().resourceVersion());
  }

  private void follow() throws InterruptedException {
    ClusterEventQueue events = new ClusterEventQueue(cluster::describe);
    try (Watch watch = open(events)) {
      LOGGER.debug("{} began at resource version {}", watch, feed.position().resourceVersion());
      long begin = System.nanoTime();
      long lastEvent = begin;
      boolean lives = false;
      while (!sink.stopRequested() && !listNeeded) {
        List<ClusterEvent> batch = events.take(EVENT_WAIT, TagReference.MAX_BATCH);
        applyOtherRules();
        Optional<ClusterEvent.Ended> end = take(batch);
        if (batch.size() > (end.isPresent() ? 1 : 0)) {
          lastEvent = System.nanoTime();
          lastFailure = null;
          delay.reset();
          lives = true;
          feed.upToDate(batch.stream().anyMatch(ClusterWatch::isChange));
        }
        if (end.isPresent()) {
          ended(end.get(), Duration.ofNanos(System.nanoTime() - begin));
          return;
        }
        if (!lives) {
          // It lasts longer than a watch that the cluster refuses.
          lives = true;
          feed.upToDate(false);
        }
        if (System.nanoTime() - lastEvent > longestSilence.toNanos()) {
          LOGGER.warn(
              "no event or bookmark from {} for {}: reconnecting",
              cluster.address(),
              longestSilence);
          feed.failing(
              "no event or bookmark from %s for %s: reconnecting"
                  .formatted(cluster.address(), longestSilence));
          return;
        }
      }
    } finally {
      events.close();
    }
  }

  private static boolean isChange(ClusterEvent event) {
    return switch (event) {
      case ClusterEvent.Changed it -> true;
      case ClusterEvent.Deleted it -> true;
      case ClusterEvent.Bookmark it -> false;
      case ClusterEvent.Ended it -> false;
    };
  }

  private Watch open(ClusterEventQueue events) throws InterruptedException {
    String from = feed.position().resourceVersion();
    return wait.call(
        () -> {
          Watch watch = cluster.watch(from, events);
          if (events.isClosed()) {
            // The caller no longer waits for this watch.
            watch.close();
          }
          return watch;
        });
  }

  /** Passes on what the events changed; returns the end of the watch if it is among them. */
  private Optional<ClusterEvent.Ended> take(List<ClusterEvent> events) throws InterruptedException {
    WatchPosition reached = at(feed.position().resourceVersion());
    Optional<ClusterEvent.Ended> end = Optional.empty();
    for (ClusterEvent event : events) {
      switch (event) {
        case ClusterEvent.Changed changed -> {
          feed.addFresh(index.put(changed.state()));
          reached = at(changed.resourceVersion());
        }
        case ClusterEvent.Deleted deleted -> {
          feed.addFresh(index.remove(deleted.last()));
          reached = at(deleted.resourceVersion());
        }
        case ClusterEvent.Bookmark bookmark -> reached = at(bookmark.resourceVersion());
        case ClusterEvent.Ended ended -> end = Optional.of(ended);
      }
    }
    feed.advanceTo(reached);
    return end;
  }

  private void ended(ClusterEvent.Ended end, Duration lasted) throws InterruptedException {
    if (end.gone()) {
      LOGGER.info(
          "{} no longer has the events since resource version {} ({}): listing again",
          cluster.address(),
          feed.position().resourceVersion(),
          end.reason());
      listNeeded = true;
    }
    if (lasted.compareTo(LONG_WATCH) > 0) {
      delay.reset();
    }
    if (!listNeeded && delay.attempts() >= FRUITLESS_WATCHES) {
      LOGGER.warn(
          "{} watches of {} in a row ended without an event (the last one: {}): listing again",
          delay.attempts(),
          cluster.address(),
          end.reason());
      listNeeded = true;
    }
    LOGGER.debug("the watch ended after {}: {}", lasted, end.reason());
    if (!end.gone() && delay.attempts() > 0) {
      feed.failing(
          "the watch of image streams at %s ends again and again: %s"
              .formatted(cluster.address(), end.reason()));
    }
    pause(delay.next());
  }

  private void recover(KubernetesClientException e) throws InterruptedException {
    String what = (listNeeded ? "list" : "watch") + " image streams";
    if (ClusterFailures.isGone(e)) {
      LOGGER.info(
          "cannot {} at {} from the last position ({}): listing again",
          what,
          cluster.address(),
          cluster.describe(e));
      listNeeded = true;
    } else {
      ClusterFailures.requireTransient(what, cluster.address(), cluster.describe(e), e);
      String failure = cluster.describe(e);
      if (!failure.equals(lastFailure) || delay.attempts() % ATTEMPTS_PER_WARNING == 0) {
        LOGGER.warn("cannot {} at {}: {}; trying again", what, cluster.address(), failure);
      }
      lastFailure = failure;
      feed.failing("cannot %s at %s: %s".formatted(what, cluster.address(), failure));
    }
    pause(delay.next());
  }

  private void applyOtherRules() throws InterruptedException {
    WatchRules current = rules.get();
    if (current == index.rules()) {
      return;
    }
    feed.addFresh(index.replaceRules(current));
    if (index.complete()) {
      rulesApplied = current.fingerprint();
    } else {
      // Tags that begin to be watched are passed on at once, and some may not be in the index.
      listNeeded = true;
    }
  }

  private WatchPosition at(String resourceVersion) {
    return new WatchPosition(resourceVersion, rulesApplied);
  }

  /** Waits; other rules apply meanwhile, as far as that needs no cluster. */
  private void pause(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos();
        left > 0 && !sink.stopRequested();
        left = end - System.nanoTime()) {
      if (index.complete()) {
        applyOtherRules();
        feed.advanceTo(at(feed.position().resourceVersion()));
      }
      wait.pause(Duration.ofNanos(Math.min(left, RULES_CHECK.toNanos())));
    }
  }
}
