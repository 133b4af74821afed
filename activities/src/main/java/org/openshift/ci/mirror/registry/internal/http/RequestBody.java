package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a request sends. */
public interface RequestBody {

  String contentType();

  /** In bytes. */
  long length();

  /** Whether it can be sent again, from its beginning. */
  boolean isRepeatable();

  void writeTo(OutputStream out) throws IOException;

  /** A body that is all in memory. */
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
      public boolean isRepeatable() {
        return true;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }
}
