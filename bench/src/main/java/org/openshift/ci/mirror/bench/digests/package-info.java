/** Reading the digests of many tags under quay's limits: one by one, and in bulk. */
package org.openshift.ci.mirror.bench.digests;
