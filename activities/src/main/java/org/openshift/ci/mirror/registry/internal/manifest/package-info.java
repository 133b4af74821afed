/** Reading, checking and putting manifests and indexes; listing referrers. */
package org.openshift.ci.mirror.registry.internal.manifest;
