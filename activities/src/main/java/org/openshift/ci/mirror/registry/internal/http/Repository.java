package org.openshift.ci.mirror.registry.internal.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * A repository of a registry, and the addresses of what it holds (OCI distribution specification,
 * "Endpoints").
 *
 * @param registry host, with the port where it has one
 * @param name the repository
 * @param base {@code https://host[:port]}, or {@code http} for a registry declared insecure
 */
public record Repository(String registry, String name, URI base) {

  /** Docker Hub's API lives on another host than its name says. */
  private static final String DOCKER_HUB = "docker.io";

  private static final String DOCKER_HUB_API = "registry-1.docker.io";

  public static Repository of(PullSpec spec, Set<String> insecureRegistries) {
    String scheme =
        insecureRegistries.contains(spec.registry().toLowerCase(Locale.ROOT)) ? "http" : "https";
    return new Repository(
        spec.registry(), spec.repository(), URI.create(scheme + "://" + server(spec.registry())));
  }

  /** The host, with the port where it has one, that serves a registry; lower case. */
  public static String server(String registry) {
    String host = registry.toLowerCase(Locale.ROOT);
    return host.equals(DOCKER_HUB) ? DOCKER_HUB_API : host;
  }

  public URI manifest(String reference) {
    return resolve("/manifests/" + reference);
  }

  public URI blob(String digest) {
    return resolve("/blobs/" + digest);
  }

  public URI uploads() {
    return resolve("/blobs/uploads/");
  }

  /** An upload that the registry may answer with a mount of the blob from another repository. */
  public URI mount(String digest, Repository from) {
    return resolve("/blobs/uploads/?mount=" + digest + "&from=" + from.name());
  }

  public URI referrers(String digest) {
    return resolve("/referrers/" + digest);
  }

  /** Scope of a token for these actions (Docker registry token authentication, "Scope"). */
  public String scope(String actions) {
    return "repository:" + name + ":" + actions;
  }

  public boolean sameRegistry(Repository other) {
    return base.equals(other.base);
  }

  @Override
  public String toString() {
    return registry + "/" + name;
  }

  private URI resolve(String path) {
    return URI.create(base + "/v2/" + name + path);
  }
}
