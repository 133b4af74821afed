/** What a destination should hold now, and whether this worker's rules may decide it. */
package org.openshift.ci.mirror.activity.claim;
