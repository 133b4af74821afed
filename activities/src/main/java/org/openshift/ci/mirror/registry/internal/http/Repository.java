package org.openshift.ci.mirror.registry.internal.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.internal.syntax.DockerHub;

/**
 * A repository of a registry, and the URLs of its content (OCI distribution specification,
 * "Endpoints").
 *
 * @param registry host, with its port if it has one
 * @param name name of the repository
 * @param base {@code https://host[:port]}, with {@code http} for a registry declared insecure
 */
public record Repository(String registry, String name, URI base) {

  public static Repository of(PullSpec image, Set<String> insecureRegistries) {
    PullSpec spec = image.canonical();
    String scheme =
        insecureRegistries.contains(spec.registry().toLowerCase(Locale.ROOT)) ? "http" : "https";
    return new Repository(
        spec.registry(), spec.repository(), URI.create(scheme + "://" + server(spec.registry())));
  }

  /** The host that serves a registry, in lower case, with its port if it has one. */
  public static String server(String registry) {
    String host = registry.toLowerCase(Locale.ROOT);
    return DockerHub.isName(host) ? DockerHub.SERVER : host;
  }

  /** The URL of the registry's API, which asks for credentials where the registry needs any. */
  public URI api() {
    return URI.create(base + "/v2/");
  }

  public URI manifest(String reference) {
    return resolve("/manifests/" + reference);
  }

  /** The URL of the first page of the names of its tags. */
  public URI tags(int pageSize) {
    return resolve("/tags/list?n=" + pageSize);
  }

  public URI blob(String digest) {
    return resolve("/blobs/" + digest);
  }

  public URI uploads() {
    return resolve("/blobs/uploads/");
  }

  /** The URL that mounts a blob from another repository, or starts an upload. */
  public URI mount(String digest, Repository from) {
    return resolve("/blobs/uploads/?mount=" + digest + "&from=" + from.name());
  }

  public URI referrers(String digest) {
    return resolve("/referrers/" + digest);
  }

  /** The scope of a token for these actions (Docker registry token authentication, "Scope"). */
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
