/** Everything that talks to Temporal: reads of executions, and what their failures mean. */
package org.openshift.ci.mirror.api.temporal;
