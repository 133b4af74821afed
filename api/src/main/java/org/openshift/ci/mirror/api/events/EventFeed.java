package org.openshift.ci.mirror.api.events;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the newest open tasks about once a second while somebody listens, and notes what changes.
 * All listeners share one list, so a listener more costs Temporal nothing.
 */
public final class EventFeed {

  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);

  /** The largest page of Temporal's visibility. */
  private static final int NEWEST = 1_000;

  private static final int MAX_LISTENERS = 100;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final OpenTaskList tasks;
  private final Executor executor;
  private final Duration between;
  private final EventLog events = new EventLog();
  private final TaskChanges changes = new TaskChanges();

  /** Why the last list failed, for the listeners; null after a success. */
  private final AtomicReference<String> problem = new AtomicReference<>();

  private int listeners;
  private boolean polling;
  private boolean closed;

  /**
   * A feed.
   *
   * @param executor runs the poller; must not refuse
   * @param between how long to wait between two lists
   */
  public EventFeed(OpenTaskList tasks, Executor executor, Duration between) {
    this.tasks = tasks;
    this.executor = executor;
    this.between = between;
  }

  EventLog events() {
    return events;
  }

  /** Why no changes are seen now; null while they are. */
  String problem() {
    return problem.get();
  }

  /**
   * One more listener, who must call {@link #leave} in the end.
   *
   * @throws ApiProblem when there are too many
   */
  synchronized void join() {
    if (closed || listeners >= MAX_LISTENERS) {
      throw ApiProblem.busy(
          "%d clients listen to events already, as many as this service serves; read the list instead"
              .formatted(listeners),
          RETRY);
    }
    listeners++;
    if (!polling) {
      polling = true;
      executor.execute(this::poll);
    }
  }

  synchronized void leave() {
    listeners--;
  }

  synchronized boolean isOpen() {
    return !closed;
  }

  /** Ends the poller and, within a second, the answers to all listeners. */
  public synchronized void close() {
    closed = true;
  }

  private synchronized boolean goesOn() {
    polling = listeners > 0 && !closed;
    return polling;
  }

  private void poll() {
    while (goesOn()) {
      try {
        events.add(changes.since(tasks.page(TaskQuery.openTasks(), NEWEST, "")));
        problem.set(null);
      } catch (ApiProblem e) {
        problem.set(e.getMessage());
      } catch (RuntimeException e) {
        log.error("the open tasks cannot be compared; this is a defect", e);
        problem.set("this service failed because of a defect; see its log");
      }
      try {
        Thread.sleep(between);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
      }
    }
  }
}
