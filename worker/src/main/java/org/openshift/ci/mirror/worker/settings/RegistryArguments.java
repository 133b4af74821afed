package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The flags of every command that talks to registries. */
public final class RegistryArguments {

  @Option(
      names = "--registry-config",
      paramLabel = "FILE",
      description = "A docker config file with credentials for the registries. Re-read on change.")
  Path registryConfig;

  @Option(
      names = "--certificate-authority",
      paramLabel = "FILE",
      description =
          "Trust the certificates in this PEM file when connecting to registries, in addition to"
              + " those that the JDK trusts. Read at start. May be repeated.")
  List<Path> certificateAuthorities = new ArrayList<>();

  @Option(
      names = "--insecure-registry",
      paramLabel = "HOST:PORT",
      description = "Use plain HTTP for this registry. May be repeated.")
  List<String> insecureRegistries = new ArrayList<>();

  @Option(
      names = "--requests-per-second",
      paramLabel = "HOST=N",
      description =
          "Send this registry at most N requests a second in total; N may be a decimal. May be"
              + " repeated. Default: for quay.io what it allows one address over HTTP/1 (manifests"
              + " 50 a second in bursts of 10, blobs 50 in bursts of 50), no fixed limit for others."
              + " Requests slow down anyway when a registry asks for it; too low a value delays"
              + " everything that goes to that registry.")
  List<String> requestsPerSecond = new ArrayList<>();

  @Option(
      names = "--referrers",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Also copy an image's signatures, attestations and SBOMs: OCI referrers and cosign's"
              + " tags. Costs some requests to the source for each image. Default:"
              + " ${DEFAULT-VALUE}.")
  boolean referrers;

  /**
   * Converts the flags to settings.
   *
   * @throws SettingsException if a file cannot be read, or a registry or a rate is invalid
   */
  public RegistrySettings toSettings() {
    SettingsCheck.file("--registry-config", registryConfig);
    certificateAuthorities.forEach(file -> SettingsCheck.file("--certificate-authority", file));
    insecureRegistries.forEach(host -> SettingsCheck.host("--insecure-registry", host));
    return new RegistrySettings(
        registryConfig,
        certificateAuthorities,
        Set.copyOf(insecureRegistries),
        RequestRates.parse("--requests-per-second", requestsPerSecond),
        referrers);
  }
}
