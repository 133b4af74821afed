package org.openshift.ci.mirror.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Configurations in tests. */
public final class Configs {

  public static final Endpoints ENDPOINTS =
      new Endpoints("registry.ci.openshift.org", "quay.io/openshift/ci");

  private Configs() {}

  public static MirroringConfig read(String text) {
    try {
      return new ConfigReader(ENDPOINTS).read(text.getBytes(StandardCharsets.UTF_8), "c.yaml");
    } catch (MirroringConfigException e) {
      throw new AssertionError(e);
    }
  }

  /** What is wrong, a line each. */
  public static List<String> refused(String text) {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  public static List<String> refused(byte[] content) {
    MirroringConfigException refusal =
        assertThrows(
            MirroringConfigException.class,
            () -> new ConfigReader(ENDPOINTS).read(content, "c.yaml"));
    return refusal.problems().stream().map(ConfigProblem::toString).toList();
  }
}
