package org.openshift.ci.mirror.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.openshift.ci.mirror.api.listing.MirrorEntry;

/**
 * A change of an open task.
 *
 * @param kind {@code opened}, {@code changed} or {@code ended}
 * @param task the task as the listing shows it now, or showed it last
 */
public record TaskEvent(@JsonProperty("kind") String kind, @JsonProperty("task") MirrorEntry task) {

  static final String OPENED = "opened";
  static final String CHANGED = "changed";
  static final String ENDED = "ended";
}
