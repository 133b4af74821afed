/** Reading the digests of many tags within quay's limits: one by one, and in bulk. */
package org.openshift.ci.mirror.bench.digests;
