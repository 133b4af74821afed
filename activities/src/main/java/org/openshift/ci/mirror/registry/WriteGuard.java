package org.openshift.ci.mirror.registry;

/**
 * Keeps who may not write any more from writing: asked around every write of a tag. A process that
 * was stopped with a request in its hands, and wakes when another has taken over, must not put an
 * old image over a newer one.
 *
 * <p>Called in the thread that called {@link ImageRegistries#copy}. Where signatures and the like
 * go along ({@link EngineSettings.Images#referrers()}), their tags are written in other threads and
 * several at once, so a guard must be thread safe.
 */
public interface WriteGuard {

  /** Lets everything be written. */
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
   * Called right before a tag is written, for each tag anew. What it throws keeps the tag from
   * being written, ends the copy and reaches its caller unchanged.
   */
  void beforeWrite(String tag);

  /**
   * Whether the permission that the last {@link #beforeWrite} gave still holds. Asked when the
   * bytes of the request go out, again before its last byte, and again whenever it is sent anew,
   * since waiting for a connection, for a token or for the registry's limits may have taken long.
   * Must be quick and ask nobody.
   */
  boolean holds();
}
