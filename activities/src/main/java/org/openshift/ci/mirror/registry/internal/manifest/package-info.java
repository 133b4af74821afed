/** Reading, checking and writing manifests and indexes; listing referrers. */
package org.openshift.ci.mirror.registry.internal.manifest;
