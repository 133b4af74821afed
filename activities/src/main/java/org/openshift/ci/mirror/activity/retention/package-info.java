/** Removes old date tags at the target. */
package org.openshift.ci.mirror.activity.retention;
