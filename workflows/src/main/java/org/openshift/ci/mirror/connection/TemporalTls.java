package org.openshift.ci.mirror.connection;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.temporal.envconfig.ClientConfigTLS;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** TLS to Temporal. Certificates and keys in files are read again when these change. */
final class TemporalTls {

  /** Certificates are rotated hours before the old ones expire. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  private static final ScheduledExecutorService READER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("temporal-certificates").factory());

  private TemporalTls() {}

  /**
   * What a connection needs.
   *
   * @throws IllegalArgumentException if a certificate or a key cannot be used
   */
  static SslContext context(ClientConfigTLS tls) {
    try {
      SslContextBuilder builder = GrpcSslContexts.forClient();
      identify(builder, tls);
      trust(builder, tls);
      return builder.build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the certificates for the connection to Temporal cannot be used"
              + " (TEMPORAL_TLS_CLIENT_CERT_PATH %s, TEMPORAL_TLS_CLIENT_KEY_PATH %s, TEMPORAL_TLS_SERVER_CA_CERT_PATH %s): %s"
                  .formatted(
                      tls.getClientCertPath(),
                      tls.getClientKeyPath(),
                      tls.getServerCACertPath(),
                      e.getMessage()),
          e);
    }
  }

  private static void identify(SslContextBuilder builder, ClientConfigTLS tls)
      throws IOException, GeneralSecurityException {
    if (isGiven(tls.getClientCertPath()) && isGiven(tls.getClientKeyPath())) {
      AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
      var _ =
          manager.updateIdentityCredentials(
              new File(tls.getClientCertPath()),
              new File(tls.getClientKeyPath()),
              READ_AGAIN.toSeconds(),
              TimeUnit.SECONDS,
              READER);
      builder.keyManager(manager);
    } else if (isGiven(tls.getClientCertData()) && isGiven(tls.getClientKeyData())) {
      builder.keyManager(
          new ByteArrayInputStream(tls.getClientCertData()),
          new ByteArrayInputStream(tls.getClientKeyData()));
    } else if (isGiven(tls.getClientCertPath())
        || isGiven(tls.getClientKeyPath())
        || isGiven(tls.getClientCertData())
        || isGiven(tls.getClientKeyData())) {
      throw new IllegalArgumentException(
          "a certificate needs its key, both as files or both as data");
    }
  }

  private static void trust(SslContextBuilder builder, ClientConfigTLS tls)
      throws IOException, GeneralSecurityException {
    if (Boolean.TRUE.equals(tls.isDisableHostVerification())) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    } else if (isGiven(tls.getServerCACertPath())) {
      AdvancedTlsX509TrustManager manager = AdvancedTlsX509TrustManager.newBuilder().build();
      var _ =
          manager.updateTrustCredentials(
              new File(tls.getServerCACertPath()),
              READ_AGAIN.toSeconds(),
              TimeUnit.SECONDS,
              READER);
      builder.trustManager(manager);
    } else if (isGiven(tls.getServerCACertData())) {
      builder.trustManager(new ByteArrayInputStream(tls.getServerCACertData()));
    }
  }

  private static boolean isGiven(String path) {
    return path != null && !path.isEmpty();
  }

  private static boolean isGiven(byte[] data) {
    return data != null && data.length > 0;
  }
}
