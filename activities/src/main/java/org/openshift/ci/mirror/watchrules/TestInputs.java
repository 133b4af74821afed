package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags and streams that CI tests use as inputs. Immutable: a change makes a new
 * object.
 */
public interface TestInputs {

  /** Whether a test names this tag. */
  boolean containsTag(TagReference tag);

  /** Whether a test uses the whole stream, with all its tags. */
  boolean containsStream(StreamReference stream);

  /** The {@link Fingerprint} of all tags and streams. */
  String fingerprint();

  /** No test inputs. */
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
