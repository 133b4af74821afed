/** The sweeps, as their schedules at Temporal show them. */
package org.openshift.ci.mirror.api.sweep;
