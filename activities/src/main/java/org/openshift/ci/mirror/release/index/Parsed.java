package org.openshift.ci.mirror.release.index;

/**
 * What a file says.
 *
 * @param said what its usable entries say
 * @param leftOut the other entries and why they cannot be used, in one line; null when there are
 *     none
 */
record Parsed<T>(T said, String leftOut) {}
