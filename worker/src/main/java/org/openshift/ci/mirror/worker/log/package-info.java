/** How lines of the log are written; logback.xml names these classes. */
package org.openshift.ci.mirror.worker.log;
