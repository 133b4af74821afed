package org.openshift.ci.mirror.release.index;

import java.util.List;

/**
 * The observers that a test or a workflow adds to those of its steps, or takes away.
 *
 * @param enabled names of observers that run
 * @param disabled names of observers that do not run, even where steps name them
 */
record ObserverChoice(List<String> enabled, List<String> disabled) {

  ObserverChoice {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
  }
}
