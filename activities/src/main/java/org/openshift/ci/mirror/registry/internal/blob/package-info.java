/** Checking, mounting and streaming blobs; images that need the same blob share one transfer. */
package org.openshift.ci.mirror.registry.internal.blob;
