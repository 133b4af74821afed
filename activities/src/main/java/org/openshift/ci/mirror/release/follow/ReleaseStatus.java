package org.openshift.ci.mirror.release.follow;

import java.time.Duration;

/**
 * How it stands with the release repository.
 *
 * @param configs configs there are
 * @param configsBroken configs that cannot be read or resolved
 * @param stepRegistryFiles files the step registry has
 * @param stepRegistryFilesBroken files of it that cannot be used
 * @param buildRootsUnknown repositories whose own build root could not be found out, or not anew
 * @param tags tags in force
 * @param streams streams in force
 * @param reading how long the last reading of what changed took
 */
public record ReleaseStatus(
    int configs,
    int configsBroken,
    int stepRegistryFiles,
    int stepRegistryFilesBroken,
    int buildRootsUnknown,
    int tags,
    int streams,
    Duration reading) {}
