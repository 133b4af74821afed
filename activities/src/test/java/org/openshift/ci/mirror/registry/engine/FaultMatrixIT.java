package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.registry.PassingErrors;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Every temporary error for every kind of request: the attempt reports it, and the next one copies
 * the right bytes.
 */
class FaultMatrixIT {

  private static final List<Integer> STATUSES = List.of(429, 500, 502, 503, 504);

  @AutoClose private static final RegistryPair registries = new RegistryPair();

  private final long unique = System.nanoTime();
  private final String repository = "openshift/ci-" + unique;
  private final TestImage list = new TestImages(unique).dockerList(20_000);

  /** A kind of request, and a copy that sends it. */
  enum Step {
    SOURCE_MANIFEST("GET", "/manifests/sha256:"),
    SOURCE_CHILD("GET", "/manifests/CHILD"),
    SOURCE_BLOB("GET", "/blobs/sha256:"),
    TARGET_MANIFEST("GET", "/manifests/sha256:"),
    TARGET_CHILD_CHECK("HEAD", "/manifests/CHILD"),
    TARGET_MOUNT("POST", "/blobs/uploads/\\?mount="),
    TARGET_BLOB_CHECK("HEAD", "/blobs/sha256:"),
    TARGET_UPLOAD_START("POST", "/blobs/uploads/$"),
    TARGET_UPLOAD("PUT", "/blobs/uploads/"),
    TARGET_CHILD_WRITE("PUT", "/manifests/CHILD"),
    TARGET_DATE_WRITE("PUT", "/manifests/date"),
    TARGET_FLOATING_WRITE("PUT", "/manifests/floating"),
    TARGET_READ_BACK("GET", "/manifests/floating");

    private final String method;
    private final String path;

    Step(String method, String path) {
      this.method = method;
      this.path = path;
    }

    boolean isAtSource() {
      return name().startsWith("SOURCE");
    }

    /**
     * Only a registry without mounts is asked for blobs, and told to start an upload, like this.
     */
    boolean needsRegistryWithoutMounts() {
      return this == TARGET_BLOB_CHECK || this == TARGET_UPLOAD_START;
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(Step.values())
        .flatMap(step -> STATUSES.stream().map(status -> Arguments.of(step, status)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void endsTheAttemptAndTheNextSucceeds(Step step, int status) {
    registries.push(list);
    try (ScriptedPair scripted = registries.scripted(repository)) {
      ScriptedServer server = step.isAtSource() ? scripted.source : scripted.target;
      if (step.needsRegistryWithoutMounts()) {
        server.always("POST", "mount=", Answer.error(405, "UNSUPPORTED", "no mounts here"));
      }
      String path = step.path.replace("CHILD", list.children().getFirst().digest());
      server.times(1, step.method, path, request -> Answer.error(status, "SOME", "scripted"));

      RegistryException e =
          assertThrows(
              RegistryException.class, () -> scripted.copy(list, "date", "floating"), step.name());

      PassingErrors.assertPasses(e);
      assertEquals(status == 429, e.type() == RegistryError.RATE_LIMITED, e.getMessage());
      assertTrue(e.getMessage().contains("answered " + status), e.getMessage());
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
      assertEquals(list.digest(), scripted.copy(list, "date", "floating").digest());
    }
    registries.assertMirrored(list, repository, "date");
    registries.assertMirrored(list, repository, "floating");
  }
}
