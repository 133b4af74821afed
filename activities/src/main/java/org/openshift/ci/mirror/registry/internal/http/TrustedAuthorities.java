package org.openshift.ci.mirror.registry.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The JDK's certificate authorities together with those of a file, as a cluster's internal registry
 * needs them.
 */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * A TLS context that trusts both.
   *
   * @throws IllegalArgumentException when the file is missing or contains no certificate; the
   *     message names the file
   */
  static SSLContext context(Path file) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (X509Certificate authority : ofJava()) {
        trusted.setCertificateEntry("java-" + number++, authority);
      }
      for (Certificate authority : of(file)) {
        trusted.setCertificateEntry("file-" + number++, authority);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "file of certificate authorities " + file + " is not usable: " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> of(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> authorities =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (authorities.isEmpty()) {
        throw new GeneralSecurityException("it contains no certificate");
      }
      return authorities;
    }
  }

  private static X509Certificate[] ofJava() throws GeneralSecurityException {
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] managers(KeyStore trusted) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
