package org.openshift.ci.mirror.activity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.activity.push.PushObserver;
import org.openshift.ci.mirror.activity.sweep.SweepObserver;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;

/** Records what is counted. */
public final class CountingMetrics implements PushObserver, SweepObserver {

  public final List<String> counted = new CopyOnWriteArrayList<>();

  @Override
  public void succeeded(CopyResult copied, Duration took, Optional<Duration> age) {
    counted.add("succeeded " + copied.bytesCopied());
  }

  @Override
  public void failed(Duration took) {
    counted.add("failed");
  }

  @Override
  public void skipped(MirrorErrorType reason) {
    counted.add("skipped " + reason.wireName());
  }

  @Override
  public void warned(CopyWarning.Kind kind) {
    counted.add("warned " + kind.wireName());
  }

  @Override
  public void compared(SweepKind kind, SweepSummary page) {
    counted.add("compared " + page.lookedAt());
  }

  @Override
  public void finished(SweepKind kind) {
    counted.add("finished " + kind.wireName());
  }
}
