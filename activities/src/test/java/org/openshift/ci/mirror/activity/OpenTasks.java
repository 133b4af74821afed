package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;

/** Open tasks as they show themselves. */
public final class OpenTasks {

  private final Destination destination;
  private MirrorOwner owner = MirrorOwner.DISTRIBUTOR;
  private String source = "";
  private String digest;
  private MirrorErrorType errorType;
  private MirrorState state = MirrorState.RETRYING;
  private String waitsFor = "";

  private OpenTasks(Destination destination) {
    this.destination = destination;
  }

  /** A task of the tag that waits, and knows nothing yet. */
  public static OpenTasks of(String tag) {
    return of(Destination.mirror(TagReference.parse(tag)));
  }

  public static OpenTasks of(Destination destination) {
    return new OpenTasks(destination);
  }

  public OpenTasks owner(MirrorOwner newOwner) {
    owner = newOwner;
    return this;
  }

  public OpenTasks image(String newSource, String newDigest) {
    source = newSource;
    digest = newDigest;
    return this;
  }

  public OpenTasks failedWith(MirrorErrorType type) {
    errorType = type;
    return this;
  }

  public OpenTasks state(MirrorState newState) {
    state = newState;
    return this;
  }

  public OpenTasks waitsFor(String registry) {
    waitsFor = registry;
    return this;
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
        waitsFor);
  }
}
