/** The tag-list API of quay.io, which gives many digests in one answer. */
package org.openshift.ci.mirror.registry.internal.quay;
