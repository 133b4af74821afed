/**
 * Who owns a destination, from which source and at which digest: the one place that decides it,
 * from the mirroring configuration, the rules for watched tags and the image streams. Uses the
 * packages {@code mirroring}, {@code config} and {@code cluster}; knows nothing of Temporal.
 */
package org.openshift.ci.mirror.ownership;
