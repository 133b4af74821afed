package org.openshift.ci.mirror.registry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;

/** The temporary failures, after which another attempt makes sense. */
public final class PassingErrors {

  private static final Set<RegistryError> PASSING =
      EnumSet.of(
          RegistryError.REGISTRY_UNREACHABLE,
          RegistryError.REGISTRY_ERROR,
          RegistryError.RATE_LIMITED,
          RegistryError.REGISTRY_READ_ONLY,
          RegistryError.TIMEOUT,
          RegistryError.UPLOAD_INTERRUPTED);

  private PassingErrors() {}

  public static void assertPasses(RegistryException failure) {
    assertPasses(failure.type(), failure.getMessage());
  }

  public static void assertPasses(RegistryError type, String what) {
    assertTrue(PASSING.contains(type), () -> type + ": " + what);
  }
}
