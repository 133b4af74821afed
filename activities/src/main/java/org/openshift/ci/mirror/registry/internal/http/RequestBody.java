package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a request. */
public interface RequestBody {

  String contentType();

  /** In bytes. */
  long length();

  /**
   * Whether a request may be repeated of which a part may have arrived. A registry appends to an
   * upload what is sent again.
   */
  boolean mayBeSentTwice();

  /** Writes all of it, from its beginning at each call. */
  void writeTo(OutputStream out) throws IOException;

  /** A body held in memory. */
  static RequestBody of(String contentType, byte[] bytes) {
    return new RequestBody() {
      @Override
      public String contentType() {
        return contentType;
      }

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public boolean mayBeSentTwice() {
        return true;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }
}
