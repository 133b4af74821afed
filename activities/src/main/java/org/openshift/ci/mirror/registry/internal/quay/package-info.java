/** Quay.io's API for listing tags, which returns many digests in one answer. */
package org.openshift.ci.mirror.registry.internal.quay;
