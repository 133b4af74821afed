package org.openshift.ci.mirror.activity;

import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.RegistryEngine;

/** The watcher's work: comparing at the registries, starting and signalling at Temporal. */
public final class WatcherActivitiesImpl implements WatcherActivities {

  private static final int COMPARED_AT_ONCE = 32;
  private static final int STARTED_AT_ONCE = 16;

  private final TagComparer comparer;
  private final MirrorTaskStarter starter;
  private final OpenTasks openTasks;
  private final Fanout comparing = new Fanout(COMPARED_AT_ONCE);
  private final Fanout starting = new Fanout(STARTED_AT_ONCE);

  public WatcherActivitiesImpl(
      RegistryEngine engine, MirrorPlaces places, WorkflowClient client, MirrorMode mode) {
    comparer = new TagComparer(engine, places);
    starter = new MirrorTaskStarter(client, mode, Clock.systemUTC());
    openTasks = new OpenTasks(client, mode);
  }

  @Override
  public CompareResult compareTags(List<TagChange> changes) {
    List<TagChange> withdrawn = changes.stream().filter(TagChange::removed).toList();
    List<TagChange> present = changes.stream().filter(change -> !change.removed()).toList();
    List<TagComparer.Compared> compared =
        Heartbeat.during(() -> comparing.map(present, this::tellAndCompare));
    List<MirrorTask> tasks =
        compared.stream().filter(one -> !one.equal()).map(TagComparer.Compared::task).toList();
    return new CompareResult(tasks, withdrawn, compared.size() - tasks.size());
  }

  /** In this order: see {@link WatcherActivities#compareTags}. */
  private TagComparer.Compared tellAndCompare(TagChange change) {
    MirrorTask task = comparer.task(change);
    openTasks.newerSource(task);
    return comparer.compare(task);
  }

  @Override
  public void startMirrorTasks(List<MirrorTask> tasks) {
    forEach(tasks, starter::startOrTell);
  }

  @Override
  public void withdrawMirrorTasks(List<TagChange> removed) {
    forEach(removed, openTasks::withdraw);
  }

  private <T> void forEach(List<T> items, Consumer<T> action) {
    Heartbeat.during(
        () -> {
          starting.forEach(items, action);
          return null;
        });
  }
}
