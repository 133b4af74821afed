package org.openshift.ci.mirror.config;

import org.openshift.ci.mirror.model.TagReference;

/**
 * An entry of {@code supplementalCIImages}: an image of any registry that gets a tag at the target.
 *
 * @param target what the image is called there; its floating tag is the destination
 * @param source pull spec of the image, by tag or digest, with its registry
 */
public record SupplementalImage(TagReference target, String source) {}
