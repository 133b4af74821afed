/** Finding, mounting and streaming blobs, each once for all images that need it at a time. */
package org.openshift.ci.mirror.registry.internal.blob;
