/** Open mirror tasks: starting them, listing them, and how many wait. */
package org.openshift.ci.mirror.activity.task;
