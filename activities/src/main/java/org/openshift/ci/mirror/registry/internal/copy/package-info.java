/** Copying an image: its blobs, its manifests bottom-up, its signatures, and finally its tags. */
package org.openshift.ci.mirror.registry.internal.copy;
