package org.openshift.ci.mirror.activity;

import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagReference;

/** The mirror tasks that are open. */
interface TaskBook {

  /** Whether the task for the destination is open and does this very work. */
  boolean isSameOpen(MirrorTask task);

  /** Tells the open task for the destination of its source, if it has another one. */
  void tellOther(MirrorTask task);

  /** The tags of the open tasks of an owner; eventually consistent. */
  List<TagReference> open(MirrorOwner owner);

  /**
   * Tells the open task of an entry, if there is one, that the owner's list asks for it no more.
   */
  void unlisted(MirrorOwner owner, TagReference tag, Instant observedAt);
}
