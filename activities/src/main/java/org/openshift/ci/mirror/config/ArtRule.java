package org.openshift.ci.mirror.config;

import com.google.re2j.Pattern;
import org.openshift.ci.mirror.model.TagReference;

/**
 * An entry of {@code artImages}.
 *
 * @param namespace the namespace of the image stream
 * @param name expression that must match somewhere in the stream's name
 * @param tag expression that must match somewhere in the tag; null for every tag
 */
public record ArtRule(String namespace, Pattern name, Pattern tag) {

  boolean matches(TagReference reference) {
    return namespace.equals(reference.namespace())
        && name.matcher(reference.name()).find()
        && (tag == null || tag.matcher(reference.tag()).find());
  }

  @Override
  public String toString() {
    return "namespace " + namespace + ", name " + name + (tag == null ? "" : ", tag " + tag);
  }
}
