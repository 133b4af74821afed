package org.openshift.ci.mirror.bench.http;

import java.net.URI;

/**
 * A blob in a repository of a registry that speaks plain HTTP.
 *
 * @param host {@code host:port}
 * @param repository the repository, without host
 * @param digest {@code sha256:…}
 */
public record RemoteBlob(String host, String repository, String digest) {

  /** The base address of the registry. */
  public URI base() {
    return URI.create("http://" + host);
  }
}
