package org.openshift.ci.mirror.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings of the registry engine.
 *
 * @param credentialsFile docker configuration file ({@code config.json}) with the credentials; it
 *     is read again when it changes. Null: everything is read and written anonymously
 * @param certificateAuthorities PEM file of certificate authorities to trust besides Java's own;
 *     null for none
 * @param insecureRegistries registries spoken to over plain HTTP, as {@code host:port}. Only for
 *     registries on this machine or a trusted network: credentials travel unencrypted
 * @param requestsPerSecond most requests per second for a registry, by {@code host} or {@code
 *     host:port}. Where absent, quay.io's documented limits hold for quay.io, and none for others.
 *     Lower it when a registry complains; too low a value delays every task of that registry
 * @param images which images are copied, and what goes with them
 * @param concurrency how much is done at once
 * @param timeouts how long registries may take
 */
public record EngineSettings(
    Path credentialsFile,
    Path certificateAuthorities,
    Set<String> insecureRegistries,
    Map<String, Double> requestsPerSecond,
    Images images,
    Concurrency concurrency,
    Timeouts timeouts) {

  public EngineSettings {
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

  /** Anonymous access over https with the usual limits. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        null,
        null,
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

  /** These settings with those additional certificate authorities. */
  public EngineSettings withCertificateAuthorities(Path file) {
    return new EngineSettings(
        credentialsFile,
        file,
        insecureRegistries,
        requestsPerSecond,
        images,
        concurrency,
        timeouts);
  }

  /** These settings with one more registry that is spoken to over plain HTTP. */
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

  /** These settings with that concurrency. */
  public EngineSettings withConcurrency(Concurrency newConcurrency) {
    return new EngineSettings(
        credentialsFile,
        certificateAuthorities,
        insecureRegistries,
        requestsPerSecond,
        images,
        newConcurrency,
        timeouts);
  }

  /** These settings with those timeouts. */
  public EngineSettings withTimeouts(Timeouts newTimeouts) {
    return new EngineSettings(
        credentialsFile,
        certificateAuthorities,
        insecureRegistries,
        requestsPerSecond,
        images,
        concurrency,
        newTimeouts);
  }

  /**
   * Which images are copied, and what goes with them.
   *
   * @param onlyValidManifestV2 whether a docker image with a layer that is not gzip-compressed is
   *     refused (IMAGE_EXCLUDED) instead of tried. Some registries take such a layer and hand out
   *     what runtimes cannot use
   * @param referrers whether signatures, attestations and SBOMs of an image go with it: OCI
   *     referrers, and cosign's tags {@code sha256-….sig}, {@code .att}, {@code .sbom}. Costs some
   *     requests to the source for each copy
   */
  public record Images(boolean onlyValidManifestV2, boolean referrers) {

    /** Neither. */
    public static Images defaults() {
      return new Images(false, false);
    }
  }

  /**
   * How much is done at once.
   *
   * @param transfers blobs under way at once from one source host; four times as many to one target
   *     host, and five times as many in all, so that slow sources leave a share to others. Each
   *     takes a connection to the source and one to the target and about half a MiB of memory. More
   *     helps only where a single connection is slow
   * @param transfersPerImage blobs of one image under way at once
   * @param connectionsPerHost most connections to one registry; at least 5 × {@code transfers} and
   *     as many as requests are made beside them, or requests wait for each other, and a registry
   *     that serves may look as if it did not
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
   * How long registries may take. What takes longer fails as a timeout and is tried again by the
   * workflow.
   *
   * @param connect for a connection, with its TLS handshake
   * @param response for the first byte of an answer, and for a whole answer that is not a blob
   * @param idle for the next bytes of a blob under way: less than 64 KiB in this time is a stall
   * @param commit for the answer after the last byte of an upload; registries on object storage
   *     copy the whole blob then
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
