package org.openshift.ci.mirror.api.connections;

import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 on a {@link BoundedEndpoint}. Tomcat creates it by the name of the class. */
public final class BoundedHttp11 extends Http11NioProtocol {

  public BoundedHttp11() {
    super(new BoundedEndpoint());
  }
}
