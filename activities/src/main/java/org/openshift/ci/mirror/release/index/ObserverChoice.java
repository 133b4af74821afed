package org.openshift.ci.mirror.release.index;

import java.util.List;

/**
 * The observers that a test or a workflow asks for, beside those that its steps ask for.
 *
 * @param enabled names of observers that run
 * @param disabled names of observers that do not run, whoever asks for them
 */
record ObserverChoice(List<String> enabled, List<String> disabled) {

  static final ObserverChoice NONE = new ObserverChoice(List.of(), List.of());

  ObserverChoice {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
  }
}
