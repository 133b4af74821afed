package org.openshift.ci.mirror.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings of the registry engine.
 *
 * @param credentialsFile docker configuration file ({@code config.json}) with the credentials, read
 *     again when it changes; null for anonymous access to everything
 * @param certificateAuthorities PEM files of certificates to trust in addition to the JDK's; empty
 *     for none
 * @param insecureRegistries registries reached over plain HTTP, as {@code host:port}. Only for
 *     registries on this machine or a trusted network, as credentials are sent unencrypted
 * @param requestsPerSecond limit of requests per second for a registry, by {@code host} or {@code
 *     host:port}. Without an entry, quay.io has its documented limits, and other registries have
 *     none. Lower it when a registry answers 429; too low a value delays every task of that
 *     registry
 * @param images which images are copied, and whether their signatures are
 * @param concurrency how much runs at once
 * @param timeouts how long a registry may take
 */
public record EngineSettings(
    Path credentialsFile,
    List<Path> certificateAuthorities,
    Set<String> insecureRegistries,
    Map<String, Double> requestsPerSecond,
    Images images,
    Concurrency concurrency,
    Timeouts timeouts) {

  public EngineSettings {
    certificateAuthorities = List.copyOf(certificateAuthorities);
    insecureRegistries = Set.copyOf(insecureRegistries);
    requestsPerSecond = Map.copyOf(requestsPerSecond);
    requestsPerSecond.forEach(
        (host, rate) -> {
          if (!(rate > 0)) {
            throw new IllegalArgumentException(
                "requests per second of " + host + " must be above 0, not " + rate);
          }
        });
  }

  /** Anonymous access over https with the default limits. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        null,
        List.of(),
        Set.of(),
        Map.of(),
        Images.defaults(),
        Concurrency.defaults(),
        Timeouts.defaults());
  }

  /** These settings with that credentials file. */
  public EngineSettings withCredentialsFile(Path file) {
    return new EngineSettings(
        file,
        certificateAuthorities,
        insecureRegistries,
        requestsPerSecond,
        images,
        concurrency,
        timeouts);
  }

  /** These settings with one more file of certificate authorities. */
  public EngineSettings withCertificateAuthority(Path file) {
    List<Path> files = new ArrayList<>(certificateAuthorities);
    files.add(file);
    return new EngineSettings(
        credentialsFile,
        files,
        insecureRegistries,
        requestsPerSecond,
        images,
        concurrency,
        timeouts);
  }

  /** These settings with one more registry reached over plain HTTP. */
  public EngineSettings withInsecureRegistry(String hostAndPort) {
    Set<String> registries = new TreeSet<>(insecureRegistries);
    registries.add(hostAndPort);
    return new EngineSettings(
        credentialsFile,
        certificateAuthorities,
        registries,
        requestsPerSecond,
        images,
        concurrency,
        timeouts);
  }

  /** These settings with that limit for that registry. */
  public EngineSettings withRequestsPerSecond(String host, double rate) {
    Map<String, Double> rates = new TreeMap<>(requestsPerSecond);
    rates.put(host, rate);
    return new EngineSettings(
        credentialsFile,
        certificateAuthorities,
        insecureRegistries,
        rates,
        images,
        concurrency,
        timeouts);
  }

  /** These settings with those rules about images. */
  public EngineSettings withImages(Images newImages) {
    return new EngineSettings(
        credentialsFile,
        certificateAuthorities,
        insecureRegistries,
        requestsPerSecond,
        newImages,
        concurrency,
        timeouts);
  }

  /**
   * Which images are copied, and whether their signatures are.
   *
   * @param onlyValidManifestV2 whether a docker image with a layer that is not gzip-compressed
   *     fails (IMAGE_EXCLUDED) without being tried. Some registries accept such a layer and then
   *     serve an image that runtimes cannot use
   * @param referrers whether signatures, attestations and SBOMs are copied with an image: OCI
   *     referrers, and cosign's tags {@code sha256-….sig}, {@code .att}, {@code .sbom}. Costs some
   *     requests to the source for each copy
   */
  public record Images(boolean onlyValidManifestV2, boolean referrers) {

    /** All images, without signatures. */
    public static Images defaults() {
      return new Images(false, false);
    }
  }

  /**
   * How much runs at once.
   *
   * @param transfers blobs transferred at once from one source host; four times as many to one
   *     target host, and five times as many in all, so that slow sources leave a share to others.
   *     Each transfer takes a connection to the source, one to the target, and about half a MiB of
   *     memory. A higher value helps only where a single connection is slow
   * @param transfersPerImage blobs of one image transferred at once
   * @param connectionsPerHost limit of connections to one registry. It should be at least 5 ×
   *     {@code transfers} plus the other requests made at once; with fewer, requests wait for a
   *     connection and fail as timeouts of a registry that works
   */
  public record Concurrency(int transfers, int transfersPerImage, int connectionsPerHost) {

    public Concurrency {
      if (transfers < 1 || transfersPerImage < 1 || connectionsPerHost < 2) {
        throw new IllegalArgumentException(
            "transfers, transfers per image (at least 1) and connections per host (at least 2)"
                + " must be positive");
      }
    }

    /** 16 transfers per source, 6 per image, 256 connections per host. */
    public static Concurrency defaults() {
      return new Concurrency(16, 6, 256);
    }
  }

  /**
   * How long a registry may take. What takes longer fails as {@link RegistryError#TIMEOUT}.
   *
   * @param connect for a connection, including its TLS handshake
   * @param response for the first byte of an answer, and for a whole answer that is not a blob
   * @param idle for the next bytes of a blob: less than 64 KiB in this time counts as a stall
   * @param commit for the answer after the last byte of an upload; registries on object storage
   *     copy the whole blob before they answer
   */
  public record Timeouts(Duration connect, Duration response, Duration idle, Duration commit) {

    /** Connect 10 s, response 30 s, idle 60 s, commit 10 min. */
    public static Timeouts defaults() {
      return new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));
    }
  }
}
