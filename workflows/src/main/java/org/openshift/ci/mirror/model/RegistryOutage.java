package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * A registry that does not serve now.
 *
 * @param registry the registry's {@code host[:port]}
 * @param image pull spec of an image there; any answer about it shows that the registry serves
 *     again
 * @param writing whether only writes are refused, as by quay.io in its read-only mode
 */
@WireRecord
public record RegistryOutage(
    String registry, String image, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean writing) {

  /** How often the registry is asked whether it serves again. */
  public static final Duration PROBED_EVERY = Duration.ofSeconds(5);
}
