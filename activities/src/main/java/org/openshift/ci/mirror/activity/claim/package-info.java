/** What a destination should hold now, as far as this worker's rules may say it. */
package org.openshift.ci.mirror.activity.claim;
