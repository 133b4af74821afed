/** Registries that do not serve for a while: one look for all tasks that need them. */
package org.openshift.ci.mirror.activity.outage;
