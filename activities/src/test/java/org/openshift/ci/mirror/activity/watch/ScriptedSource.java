package org.openshift.ci.mirror.activity.watch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.model.WatchPosition;

/** A source whose watches run the scripts of a test, one after the other. */
final class ScriptedSource implements ImageStreamSource {

  /** One watch. */
  interface Script {
    WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException;
  }

  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final BlockingQueue<WatchPosition> began = new LinkedBlockingQueue<>();

  /** Sets the script of the next watch; one without a script lasts until it is interrupted. */
  void next(Script script) {
    scripts.add(script);
  }

  /** The position from which the next watch began; waits for it. */
  WatchPosition began() throws InterruptedException {
    WatchPosition from = began.poll(90, TimeUnit.SECONDS);
    if (from == null) {
      throw new AssertionError("no further watch began");
    }
    return from;
  }

  @Override
  public WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException {
    began.add(from);
    Script script = scripts.poll();
    if (script == null) {
      new CountDownLatch(1).await();
    }
    return script.watch(from, sink);
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
