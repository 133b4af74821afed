package org.openshift.ci.mirror.registry;

/** A blob at a target repository. */
record BlobKey(Repository target, String digest) {}
