/** Open mirror tasks: starting, triggering and listing them, and the backlog of their work. */
package org.openshift.ci.mirror.activity.task;
