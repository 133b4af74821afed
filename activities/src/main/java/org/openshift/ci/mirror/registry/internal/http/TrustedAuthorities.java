package org.openshift.ci.mirror.registry.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

/**
 * The JDK's certificate authorities together with those of a file, as a cluster's internal registry
 * needs them.
 */
final class TrustedAuthorities {

  /** Bytes; all public authorities together take some 250,000. */
  private static final int LARGEST_FILE = 8 << 20;

  private TrustedAuthorities() {}

  /**
   * A TLS context that trusts both.
   *
   * @param files PEM files with one or more certificates each
   * @throws IllegalArgumentException when a file is missing or contains no certificate; the message
   *     names the file
   */
  static SSLContext context(List<Path> files) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (X509Certificate authority : ofJava()) {
        trusted.setCertificateEntry("java-" + number++, authority);
      }
      for (Path file : files) {
        for (Certificate authority : of(file)) {
          trusted.setCertificateEntry("file-" + number++, authority);
        }
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java runtime has TLS and an empty key store", e);
    }
  }

  private static Collection<? extends Certificate> of(Path file) {
    try {
      byte[] content = BoundedRead.read(file, LARGEST_FILE);
      Collection<? extends Certificate> authorities =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (authorities.isEmpty()) {
        throw new GeneralSecurityException("it contains no certificate");
      }
      return authorities;
    } catch (GeneralSecurityException | IOException e) {
      String why = e instanceof IOException io ? FileErrors.reason(io) : e.getMessage();
      throw new IllegalArgumentException(
          "certificate authority file %s is not usable: %s"
              .formatted(file, LogSanitizer.oneLine(String.valueOf(why), 200)),
          e);
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
