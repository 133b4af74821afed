package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags and streams that CI tests use as inputs. Immutable: a new set for a change.
 */
public interface TestInputs {

  /** Whether a test names this very tag. */
  boolean containsTag(TagReference tag);

  /** Whether a test takes the whole stream, whatever its tags. */
  boolean containsStream(StreamReference stream);

  /** The same text, in every process, for the same the test inputs; see {@link Fingerprint}. */
  String fingerprint();

  /** No test inputs are known. */
  static TestInputs none() {
    return None.INSTANCE;
  }

  /** See {@link #none()}. */
  enum None implements TestInputs {
    INSTANCE;

    @Override
    public String fingerprint() {
      return "";
    }

    @Override
    public boolean containsTag(TagReference tag) {
      return false;
    }

    @Override
    public boolean containsStream(StreamReference stream) {
      return false;
    }
  }
}
