/** Re-triggering a mirror task by hand. */
package org.openshift.ci.mirror.api.trigger;
