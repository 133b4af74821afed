package org.openshift.ci.mirror.worker.settings;

import org.openshift.ci.mirror.connection.TemporalAccess;
import picocli.CommandLine.Option;

/** The flags of every command that talks to Temporal. */
public final class TemporalArguments {

  @Option(
      names = "--temporal-address",
      paramLabel = "HOST:PORT",
      description =
          "Address of Temporal's frontend. Default: TEMPORAL_ADDRESS, or that of Temporal's profile"
              + " file, or "
              + TemporalAccess.DEFAULT_ADDRESS
              + ". Certificates and an API key come from the same variables or file as for"
              + " Temporal's command line, such as TEMPORAL_TLS_CLIENT_CERT_PATH.")
  String address;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description =
          "The namespace in Temporal. Default: TEMPORAL_NAMESPACE, or that of Temporal's profile"
              + " file, or "
              + TemporalAccess.DEFAULT_NAMESPACE
              + ".")
  String namespace;

  /**
   * Converts the flags to settings.
   *
   * @throws SettingsException if the address is not {@code host:port}, or Temporal's profile file
   *     cannot be used
   */
  public TemporalAccess toSettings() {
    try {
      TemporalAccess access = TemporalAccess.load(System.getenv()).with(address, namespace);
      if (!access.hasHostAndPort()) {
        throw new SettingsException(
            "--temporal-address: '" + access.address() + "' is not host:port");
      }
      return access;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }
}
