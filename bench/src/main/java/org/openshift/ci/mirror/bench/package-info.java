/** The command line of the bench. */
package org.openshift.ci.mirror.bench;
