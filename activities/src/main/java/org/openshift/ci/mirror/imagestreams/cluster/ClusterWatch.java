package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.imagestreams.index.ChangeFeed;
import org.openshift.ci.mirror.imagestreams.index.TagIndex;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of a cluster: lists where that is needed, follows the changes from there, and takes up
 * again whatever breaks off.
 */
final class ClusterWatch {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterWatch.class);

  private static final Duration LOOK_UP = Duration.ofMillis(500);

  /**
   * API servers send a bookmark about every minute: after this the connection is taken for dead, as
   * one is whose other end vanished without a word.
   */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  /** A watch that held this long was in order, even if it brought nothing. */
  private static final Duration LONG_WATCH = Duration.ofSeconds(30);

  /** How often it is looked for other rules while the cluster cannot be asked. */
  private static final Duration RULES_LOOK = Duration.ofSeconds(1);

  private static final int ATTEMPTS_A_WARNING = 10;

  /** After so many watches in a row that brought nothing, the position itself is doubted. */
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

  /** Fingerprint of the rules by which all up to the position was handed on. */
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

  /** Without an index, what other rules ask for is found by a list only. */
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
    // What a failure left behind: the index counts it as named.
    feed.advanceTo(feed.position());
    return feed.position();
  }

  /** Whether the index is good to go on with from the position that was reached. */
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
    LOGGER.info(
        "listed {} image streams of {} at resource version {}",
        streams,
        cluster.address(),
        feed.position().resourceVersion());
  }

  private void follow() throws InterruptedException {
    ClusterEventQueue events = new ClusterEventQueue();
    try (Watch watch = open(events)) {
      LOGGER.debug("{} began at resource version {}", watch, feed.position().resourceVersion());
      long begin = System.nanoTime();
      long lastNews = begin;
      while (!sink.stopRequested() && !listNeeded) {
        List<ClusterEvent> batch = events.take(LOOK_UP, WatcherWorkflow.MAX_BATCH);
        applyOtherRules();
        Optional<ClusterEvent.Ended> end = take(batch);
        if (batch.size() > (end.isPresent() ? 1 : 0)) {
          lastNews = System.nanoTime();
          lastFailure = null;
          delay.reset();
        }
        if (end.isPresent()) {
          over(end.get(), Duration.ofNanos(System.nanoTime() - begin));
          return;
        }
        if (System.nanoTime() - lastNews > longestSilence.toNanos()) {
          LOGGER.warn("no news from {} for {}: connecting anew", cluster.address(), longestSilence);
          return;
        }
      }
    } finally {
      events.close();
    }
  }

  private Watch open(ClusterEventQueue events) throws InterruptedException {
    String from = feed.position().resourceVersion();
    return wait.call(
        () -> {
          Watch watch = cluster.watch(from, events);
          if (events.isClosed()) {
            // The wait for this was broken off meanwhile.
            watch.close();
          }
          return watch;
        });
  }

  /** Takes the events, hands on what they changed; returns the end of the watch if it came. */
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

  private void over(ClusterEvent.Ended end, Duration lasted) throws InterruptedException {
    if (end.gone()) {
      LOGGER.info(
          "{} no longer knows what happened since resource version {} ({}): listing again",
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
          "{} watches of {} in a row brought nothing (the last ended with: {}): listing again",
          delay.attempts(),
          cluster.address(),
          end.reason());
      listNeeded = true;
    }
    LOGGER.debug("the watch ended after {}: {}", lasted, end.reason());
    pause(delay.next());
  }

  private void recover(KubernetesClientException e) throws InterruptedException {
    String what = (listNeeded ? "list" : "watch") + " image streams";
    if (ClusterFailures.isGone(e)) {
      LOGGER.info(
          "cannot {} at {} from where it was left ({}): listing again",
          what,
          cluster.address(),
          ClusterFailures.oneLine(e));
      listNeeded = true;
    } else {
      ClusterFailures.requireTransient(what, cluster.address(), e);
      String failure = ClusterFailures.oneLine(e);
      if (!failure.equals(lastFailure) || delay.attempts() % ATTEMPTS_A_WARNING == 0) {
        LOGGER.warn("cannot {} at {}: {}; trying again", what, cluster.address(), failure);
      }
      lastFailure = failure;
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
      // What becomes watched is to be named at once, and not all of it is known.
      listNeeded = true;
    }
  }

  private WatchPosition at(String resourceVersion) {
    return new WatchPosition(resourceVersion, rulesApplied);
  }

  /** Lets time pass; other rules apply meanwhile, as far as that needs no cluster. */
  private void pause(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos();
        left > 0 && !sink.stopRequested();
        left = end - System.nanoTime()) {
      if (index.complete()) {
        applyOtherRules();
        feed.advanceTo(at(feed.position().resourceVersion()));
      }
      wait.pause(Duration.ofNanos(Math.min(left, RULES_LOOK.toNanos())));
    }
  }
}
