package org.openshift.ci.mirror.worker.settings;

import picocli.CommandLine.Option;

/** The flags of every command that talks to Temporal. */
public final class TemporalArguments {

  @Option(
      names = "--temporal-address",
      paramLabel = "HOST:PORT",
      description = "Address of Temporal's frontend. Default: TEMPORAL_ADDRESS, or 127.0.0.1:7233.",
      defaultValue = "${env:TEMPORAL_ADDRESS:-127.0.0.1:7233}")
  String address;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description = "The namespace in Temporal. Default: ${DEFAULT-VALUE}.")
  String namespace = "default";

  /**
   * Converts the flags to settings.
   *
   * @throws SettingsException if the address is not {@code host:port}
   */
  public WorkerSettings.Temporal toSettings() {
    SettingsCheck.hostAndPort("--temporal-address", address);
    return new WorkerSettings.Temporal(address, namespace);
  }
}
