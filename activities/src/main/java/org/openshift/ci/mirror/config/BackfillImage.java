package org.openshift.ci.mirror.config;

import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * An entry of {@code qciToAppCIImages}: an image of the mirror that goes back to the cluster's
 * registry.
 *
 * @param target the image stream tag that gets the image
 * @param source the image at the mirror
 * @param destination the target, as a tag at the cluster's registry
 */
public record BackfillImage(TagReference target, PullSpec source, PullSpec destination) {}
