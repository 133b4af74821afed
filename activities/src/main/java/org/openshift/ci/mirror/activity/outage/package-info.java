/** Outages of registries: one probe for all tasks that need the registry. */
package org.openshift.ci.mirror.activity.outage;
