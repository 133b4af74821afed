package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TcpTap;
import org.openshift.ci.mirror.testing.TestCertificate;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;
import org.openshift.ci.mirror.testing.TestSettings;

/**
 * A TLS record is corrupted in the middle of a blob, in either direction, which ends the connection
 * with a fatal alert.
 */
class TlsAlertIT {

  private static final String TARGET = "openshift/ci";

  @TempDir private Path folder;
  private final RegistryPair registries = new RegistryPair();
  private final TestImage image = new TestImages(43).docker(3_000_000);
  private ScriptedServer source;
  private ScriptedServer target;
  private TcpTap sourceTap;
  private TcpTap targetTap;
  private RegistryEngine engine;

  @BeforeEach
  void start() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    source = ScriptedServer.withTls(certificate.context(), registries.source);
    target = ScriptedServer.withTls(certificate.context(), registries.target);
    sourceTap = TcpTap.before(source.uri().getPort());
    targetTap = TcpTap.before(target.uri().getPort());
    engine =
        RegistryEngine.create(
            TestSettings.withTimeouts(
                EngineSettings.defaults().withCertificateAuthority(certificate.pem()),
                Duration.ofSeconds(5)));
    registries.push(image);
  }

  @AfterEach
  void stop() {
    engine.close();
    sourceTap.close();
    targetTap.close();
    source.close();
    target.close();
    registries.close();
  }

  @Test
  void inADownload() {
    sourceTap.spoilToClientAfter(1_500_000);
    copy();
    assertFalse(sourceTap.isArmed(), "nothing was spoilt");
    assertTrue(
        source.seen("GET", "/blobs/").stream()
            .anyMatch(request -> request.header("Range").isPresent()),
        "the rest was not asked for");
  }

  @Test
  void inAnUpload() {
    targetTap.spoilToServerAfter(1_500_000);
    copy();
    assertFalse(targetTap.isArmed(), "nothing was spoilt");
    assertTrue(
        target.seen("POST", "/blobs/uploads/").size() > image.blobs().size(),
        "the upload was not begun anew");
  }

  private void copy() {
    engine.copy(
        new PullSpec(sourceTap.host(), RegistryPair.SOURCE, null, image.digest()),
        image.digest(),
        List.of(new PullSpec(targetTap.host(), TARGET, "v1", null)),
        CopyListener.NONE);
    registries.assertMirrored(image, TARGET, "v1");
  }
}
