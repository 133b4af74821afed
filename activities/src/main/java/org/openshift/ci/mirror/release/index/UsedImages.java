package org.openshift.ci.mirror.release.index;

import java.util.Set;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.Fingerprint;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.TestInputs;

/**
 * The test inputs in a checkout at one moment. Immutable.
 *
 * @param tags the tags that tests name
 * @param streams the streams that tests use whole
 */
public record UsedImages(Set<TagReference> tags, Set<StreamReference> streams)
    implements TestInputs {

  public static final UsedImages NONE = new UsedImages(Set.of(), Set.of());

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
