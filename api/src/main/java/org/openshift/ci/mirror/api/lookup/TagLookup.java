package org.openshift.ci.mirror.api.lookup;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** Finds the image stream tags that a pull spec stands for. */
@FunctionalInterface
public interface TagLookup {

  /**
   * The tags, of which there are several if they have the same image and the pull spec has only its
   * digest. Throws {@code ApiProblem} when none is known, with what to write instead, or when
   * Temporal cannot answer.
   */
  List<TagReference> find(PullSpecText pullSpec);
}
