package org.openshift.ci.mirror.registry.internal.syntax;

import java.util.Set;

/** Docker Hub, which is one registry under several names. */
public final class DockerHub {

  /** The name in pull specs and in the keys of credentials. */
  public static final String NAME = "docker.io";

  /** The host that serves it. */
  public static final String SERVER = "registry-1.docker.io";

  /**
   * The names that docker has used over the years: in pull specs, and in the keys that {@code
   * docker login} writes.
   */
  private static final Set<String> NAMES =
      Set.of(NAME, SERVER, "index.docker.io", "registry.hub.docker.com");

  private DockerHub() {}

  /** Whether a host, in lower case, is Docker Hub. */
  public static boolean isName(String host) {
    return NAMES.contains(host);
  }

  /** {@link #NAME} for each name of Docker Hub; any other host, in lower case, as it is. */
  public static String canonical(String host) {
    return isName(host) ? NAME : host;
  }
}
