package org.openshift.ci.mirror.connection;

import com.google.common.net.HostAndPort;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;

/**
 * How to reach Temporal, as Temporal's own command line finds it: from the environment variables
 * {@code TEMPORAL_*} and from the profile file that they name, {@code
 * ~/.config/temporalio/temporal.toml} by default.
 *
 * @param address {@code host:port} of the frontend
 * @param namespace the namespace of the mirror tasks
 * @param profile certificates, API key and headers; its address and namespace do not count
 * @see <a href="https://docs.temporal.io/develop/environment-configuration">Temporal's
 *     documentation of these variables</a>
 */
public record TemporalAccess(String address, String namespace, ClientConfigProfile profile) {

  public static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  public static final String DEFAULT_NAMESPACE = "default";

  /**
   * Reads the environment and the profile file.
   *
   * @throws IllegalArgumentException if the file cannot be used, or lacks the profile that the
   *     environment names
   */
  public static TemporalAccess load(Map<String, String> environment) {
    try {
      ClientConfigProfile profile =
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
      return new TemporalAccess(
          orElse(profile.getAddress(), DEFAULT_ADDRESS),
          orElse(profile.getNamespace(), DEFAULT_NAMESPACE),
          profile);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the connection to Temporal cannot be read from TEMPORAL_CONFIG_FILE or its default: "
              + e.getMessage(),
          e);
    }
  }

  /** Without certificates or an API key. */
  public static TemporalAccess plain(String address, String namespace) {
    return new TemporalAccess(address, namespace, ClientConfigProfile.getDefaultInstance());
  }

  private static String orElse(String value, String otherwise) {
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  /**
   * The same with what flags say.
   *
   * @param otherAddress null to keep the address
   * @param otherNamespace null to keep the namespace
   */
  public TemporalAccess with(String otherAddress, String otherNamespace) {
    return new TemporalAccess(
        orElse(otherAddress, address), orElse(otherNamespace, namespace), profile);
  }

  /** Whether the address is {@code host:port}. */
  public boolean hasHostAndPort() {
    try {
      HostAndPort parsed = HostAndPort.fromString(address);
      boolean complete = parsed.hasPort() && parsed.getPort() > 0 && !parsed.getHost().isBlank();
      boolean plain = address.chars().noneMatch(c -> c == '/' || Character.isWhitespace(c));
      return complete && plain;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Options for stubs that connect so.
   *
   * @throws IllegalArgumentException if a certificate or a key cannot be used
   */
  public WorkflowServiceStubsOptions.Builder stubs() {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder().setTarget(address);
    if (hasApiKey()) {
      options.addApiKey(profile::getApiKey);
    }
    if (profile.getMetadata() != null) {
      options.addGrpcMetadataProvider(profile::getMetadata);
    }
    if (usesTls()) {
      ClientConfigTLS tls =
          profile.getTls() == null ? ClientConfigTLS.getDefaultInstance() : profile.getTls();
      options.setSslContext(TemporalTls.context(tls));
      if (tls.getServerName() != null && !tls.getServerName().isEmpty()) {
        options.setChannelInitializer(channel -> channel.overrideAuthority(tls.getServerName()));
      }
    }
    return options;
  }

  private boolean hasApiKey() {
    return profile.getApiKey() != null && !profile.getApiKey().isEmpty();
  }

  /** TLS is used if any of its settings is given, or an API key, unless it is switched off. */
  private boolean usesTls() {
    return profile.getTls() == null
        ? hasApiKey()
        : !Boolean.TRUE.equals(profile.getTls().isDisabled());
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return address + " namespace " + namespace + (usesTls() ? " with TLS" : "");
  }
}
