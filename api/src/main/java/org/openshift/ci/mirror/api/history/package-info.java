/** What became of mirror tasks in the last 24 hours. */
package org.openshift.ci.mirror.api.history;
