package org.openshift.ci.mirror.release;

import java.util.Set;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.Fingerprint;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.config.TestInputs;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The test inputs at one moment.
 *
 * @param tags the tags that tests name; not changed any more
 * @param streams the streams that tests use whole; likewise
 */
record UsedImages(Set<TagReference> tags, Set<StreamReference> streams) implements TestInputs {

  static final UsedImages NONE = new UsedImages(Set.of(), Set.of());

  @Override
  public boolean containsTag(TagReference tag) {
    return tags.contains(tag);
  }

  @Override
  public boolean containsStream(StreamReference stream) {
    return streams.contains(stream);
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(Stream.concat(tags.stream(), streams.stream()));
  }
}
