package org.openshift.ci.mirror.registry.internal.blob;

import org.openshift.ci.mirror.registry.internal.http.Repository;

/** A blob at a target repository. */
record BlobKey(Repository target, String digest) {}
