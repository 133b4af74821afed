/** What every process of this project shows of itself. */
package org.openshift.ci.mirror.process;
