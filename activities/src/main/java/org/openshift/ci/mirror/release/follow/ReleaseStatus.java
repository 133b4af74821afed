package org.openshift.ci.mirror.release.follow;

import java.time.Duration;

/**
 * The status of the release repository.
 *
 * @param configs number of configs, with broken ones
 * @param configsBroken number of configs that cannot be read or resolved
 * @param stepRegistryFiles number of files in the step registry, with broken ones
 * @param stepRegistryFilesBroken number of those that cannot be used
 * @param buildRootsUnknown number of problems with build roots that repositories name themselves
 * @param tags number of tags in force
 * @param streams number of streams in force
 * @param reading duration of the last reading of changed files
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
