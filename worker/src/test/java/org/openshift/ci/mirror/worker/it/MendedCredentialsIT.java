package org.openshift.ci.mirror.worker.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Tasks that parked because a registry refused a credential go on soon after it is mended. */
@Order(2)
class MendedCredentialsIT extends WithPlatform {

  /** Far less than the half hour after which such a task tries again by itself. */
  private static final Duration SOON = Duration.ofSeconds(45);

  private static final Duration AFTER_FIVE_ATTEMPTS = Duration.ofSeconds(90);

  /** The password "U*U", as bcrypt's own test vectors have it. */
  private static final String HTPASSWD =
      "robot:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n";

  private LocalRegistry target;
  private RegistryAccess targetAccess;
  private TestImage image;

  @BeforeEach
  void start() {
    target = platform.closeLater(LocalRegistry.startWithPasswords(HTPASSWD));
    targetAccess = platform.closeLater(RegistryAccess.to(target, "robot", "U*U"));
    image = new TestImages(81).docker(1_000);
    platform.release("waiting", "1", image);
  }

  private Path credentials(String password) {
    return platform.configure(
        "pull-secret.json",
        "{\"auths\":{\"%s\":{\"username\":\"robot\",\"password\":\"%s\"}}}"
            .formatted(target.host(), password));
  }

  private String[] flags(Path credentials) {
    return new String[] {
      "--target-repository=" + target.host() + "/" + Platform.TARGET,
      "--insecure-registry=" + target.host(),
      "--registry-config=" + credentials
    };
  }

  private void awaitParked() {
    platform.awaitListed(
        "WorkflowId='mirror/test_waiting_1' AND ExecutionStatus='Running'"
            + " AND MirrorState='parked' AND MirrorErrorType='CredentialsRefused'",
        1,
        AFTER_FIVE_ATTEMPTS);
  }

  private void awaitMirrored(TestWorker worker) {
    Await.until(
        "the image is at the target",
        SOON,
        () ->
            targetAccess
                .digest(Platform.TARGET, Platform.floatingTag("waiting", "1"))
                .equals(Optional.of(image.digest())),
        worker::log);
  }

  @Test
  void whileTheWorkerRuns() {
    TestWorker worker = platform.worker(flags(credentials("wrong"))).start();
    awaitParked();
    var _ = credentials("U*U");
    awaitMirrored(worker);
  }

  @Test
  void whileNoWorkerRuns() {
    TestWorker first = platform.process("first", flags(credentials("wrong"))).start();
    awaitParked();
    first.stop();
    awaitMirrored(platform.worker(flags(credentials("U*U"))).start());
  }
}
