/** Image streams of a cluster, listed and watched through the Kubernetes client. */
package org.openshift.ci.mirror.imagestreams.cluster;
