/**
 * Copying an image: its manifests and blobs from the bottom up, its signatures, and last its tags.
 */
package org.openshift.ci.mirror.registry.internal.copy;
