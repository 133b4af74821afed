/** Follows a checkout of openshift/release as it changes. */
package org.openshift.ci.mirror.release.follow;
