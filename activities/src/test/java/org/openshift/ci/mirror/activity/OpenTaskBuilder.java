package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;

/** Builds open tasks. */
public final class OpenTaskBuilder {

  private final Destination destination;
  private MirrorOwner owner = MirrorOwner.DISTRIBUTOR;
  private String source = "";
  private String digest;
  private MirrorErrorType errorType;
  private MirrorState state = MirrorState.RETRYING;
  private String waitsFor = "";
  private boolean attempting;

  private OpenTaskBuilder(Destination destination) {
    this.destination = destination;
  }

  /** A waiting task of the tag that has not checked yet. */
  public static OpenTaskBuilder of(String tag) {
    return of(Destination.mirror(TagReference.parse(tag)));
  }

  public static OpenTaskBuilder of(Destination destination) {
    return new OpenTaskBuilder(destination);
  }

  public OpenTaskBuilder owner(MirrorOwner newOwner) {
    owner = newOwner;
    return this;
  }

  public OpenTaskBuilder image(String newSource, String newDigest) {
    source = newSource;
    digest = newDigest;
    return this;
  }

  public OpenTaskBuilder failedWith(MirrorErrorType type) {
    errorType = type;
    return this;
  }

  public OpenTaskBuilder state(MirrorState newState) {
    state = newState;
    return this;
  }

  public OpenTaskBuilder waitsFor(String registry) {
    waitsFor = registry;
    return this;
  }

  /** Makes it one that is making an attempt now, whatever its state is. */
  public OpenTaskBuilder attempting() {
    attempting = true;
    return this;
  }

  private boolean waits() {
    return !attempting && state != MirrorState.CHECKING && state != MirrorState.COPYING;
  }

  public OpenTask build() {
    return new OpenTask(
        FakeOpenTaskStore.id(destination),
        destination,
        owner.wireName(),
        source,
        digest,
        errorType == null ? null : errorType.wireName(),
        state.wireName(),
        waits(),
        waitsFor,
        "",
        "");
  }
}
