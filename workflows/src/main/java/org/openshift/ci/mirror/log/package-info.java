/** How both processes write lines of the log, and what makes text of strangers safe in them. */
package org.openshift.ci.mirror.log;
