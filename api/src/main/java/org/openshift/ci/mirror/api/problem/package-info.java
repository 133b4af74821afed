/** What can be wrong with a request or its answer, without regard to how HTTP spells it. */
package org.openshift.ci.mirror.api.problem;
