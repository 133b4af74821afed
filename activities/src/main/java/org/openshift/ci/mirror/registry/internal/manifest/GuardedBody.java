package org.openshift.ci.mirror.registry.internal.manifest;

import java.io.IOException;
import java.io.OutputStream;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.http.GuardExpiredException;
import org.openshift.ci.mirror.registry.internal.http.RequestBody;

/**
 * The body that writes a manifest to a tag. Its last byte is sent separately, right after a check
 * of the guard, so the registry cannot store the manifest before that, however long sending it
 * took.
 */
record GuardedBody(Manifest manifest, WriteGuard guard) implements RequestBody {

  @Override
  public String contentType() {
    return manifest.mediaType();
  }

  @Override
  public long length() {
    return manifest.bytes().length;
  }

  @Override
  public boolean mayBeSentTwice() {
    return true;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] bytes = manifest.bytes();
    requirePermission();
    int last = bytes.length - 1;
    out.write(bytes, 0, last);
    out.flush();
    requirePermission();
    out.write(bytes, last, 1);
    out.flush();
  }

  private void requirePermission() throws GuardExpiredException {
    if (!guard.holds()) {
      throw new GuardExpiredException();
    }
  }
}
