package org.openshift.ci.mirror.config;

import org.openshift.ci.mirror.model.TagReference;

/**
 * An entry of {@code qciToAppCIImages}: an image of the mirror that goes back to the registry of
 * the cluster.
 *
 * @param target the image stream tag that gets it
 * @param source pull spec at the mirror, by tag or digest
 * @param destination pull spec of the target at the registry of the cluster
 */
public record BackfillImage(TagReference target, String source, String destination) {}
