package org.openshift.ci.mirror.config;

import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * An entry of {@code supplementalCIImages}: an image of any registry that gets a tag at the target.
 *
 * @param target the image's name at the target: its floating tag is the destination
 * @param source the image
 */
public record SupplementalImage(TagReference target, PullSpec source) {}
