/**
 * Where image streams come from: files or a cluster, each watched for changes, with an index of
 * what was seen that says which tags changed. Uses the package {@code config} for what is watched,
 * and the Kubernetes client; knows nothing of registries and of Temporal.
 */
package org.openshift.ci.mirror.cluster;
