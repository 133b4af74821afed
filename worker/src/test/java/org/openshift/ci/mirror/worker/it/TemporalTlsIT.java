package org.openshift.ci.mirror.worker.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestCertificate;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Temporal wants certificates of its clients, which change from time to time. */
@Order(1)
class TemporalTlsIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AFTER_A_CHANGE = Duration.ofMinutes(2);

  private final TestImages images = new TestImages(43);
  private TestCertificate server;
  private TestCertificate first;
  private TestCertificate second;

  @BeforeEach
  void makeCertificates() throws Exception {
    server = certificate("server");
    first = certificate("first");
    second = certificate("second");
  }

  private TestCertificate certificate(String name) throws Exception {
    return TestCertificate.in(Files.createDirectory(folder.resolve(name)));
  }

  @Test
  void aWorkerShowsItsCertificateAndTakesUpANewOne() throws Exception {
    try (TlsFront front = front(first)) {
      show(first);
      WorkerProcess worker = worker(front).start();
      TestImage image = images.docker(1_000);
      platform.release("one", "1", image);
      platform.awaitMirrored("one", "1", image, SOON);

      show(second);
      front.use(server.contextTrusting(second));
      TestImage later = images.docker(1_000);
      platform.release("two", "1", later);
      platform.awaitMirrored("two", "1", later, AFTER_A_CHANGE);
      worker.stop();
    }
  }

  @Test
  void aWorkerWithAnUnknownCertificateWaits() throws Exception {
    try (TlsFront front = front(first)) {
      show(second);
      WorkerProcess worker = worker(front);
      worker.launch();
      Await.until(
          "the worker logs what it waits for",
          SOON,
          () -> worker.count("Temporal at " + front.address() + " does not answer yet") > 0,
          worker::log);
    }
  }

  private TlsFront front(TestCertificate client) throws Exception {
    return new TlsFront(platform.temporal.server().port(), server.contextTrusting(client));
  }

  private WorkerProcess worker(TlsFront front) {
    return platform
        .process("worker", "--temporal-address=" + front.address())
        .environment("TEMPORAL_TLS_CLIENT_CERT_PATH", folder.resolve("client.pem"))
        .environment("TEMPORAL_TLS_CLIENT_KEY_PATH", folder.resolve("client.key"))
        .environment("TEMPORAL_TLS_SERVER_CA_CERT_PATH", server.pem());
  }

  /** Puts a certificate and its key where the worker reads them. */
  private void show(TestCertificate client) throws IOException, GeneralSecurityException {
    Path key = folder.resolve("client.key");
    Files.writeString(key, client.privateKeyPem());
    Files.writeString(folder.resolve("client.pem"), Files.readString(client.pem()));
  }
}
