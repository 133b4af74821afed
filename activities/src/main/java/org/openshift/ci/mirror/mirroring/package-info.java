/**
 * The mirroring configuration ({@code --config}): which images of other registries are mirrored,
 * which ART images, which sources are ignored, and what goes back to the cluster's registry.
 */
package org.openshift.ci.mirror.mirroring;
