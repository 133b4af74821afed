package org.openshift.ci.mirror.registry;

/**
 * The permission to write tags, checked before and during every write. A process that was suspended
 * in the middle of a request, and resumes after another process took over, must not overwrite a
 * newer image with an older one.
 *
 * <p>Called in the thread that called {@link ImageRegistries#copy}. Tags of signatures ({@link
 * EngineSettings.Images#referrers()}) are written in other threads, several at once, so a guard
 * must be thread safe.
 */
public interface WriteGuard {

  /** Permits every write. */
  WriteGuard NONE =
      new WriteGuard() {
        @Override
        public void beforeWrite(String tag) {}

        @Override
        public boolean holds() {
          return true;
        }
      };

  /**
   * Called right before each tag is written. An exception thrown here prevents the write, ends the
   * copy and reaches its caller unchanged.
   */
  void beforeWrite(String tag);

  /**
   * Whether the permission that the last {@link #beforeWrite} gave still holds. Called before the
   * first byte of the request body, before its last byte, and again for each repetition, since
   * waiting for a connection, a token or the rate limit may have taken long. Must be fast and do no
   * I/O.
   */
  boolean holds();
}
