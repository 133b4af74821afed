/**
 * Who owns a destination, from which source and at which digest: the one place that decides it,
 * from the configuration, the rules for watched tags and the image streams. Knows nothing of
 * Temporal.
 */
package org.openshift.ci.mirror.ownership;
