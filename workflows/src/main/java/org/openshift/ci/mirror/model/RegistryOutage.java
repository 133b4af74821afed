package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A registry that does not serve now.
 *
 * @param registry its {@code host[:port]}
 * @param image pull spec of an image there, which shows by an answer that the registry serves again
 * @param writing whether it refuses writes only, as quay.io does while it is read-only
 */
@WireRecord
public record RegistryOutage(
    String registry, String image, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean writing) {}
