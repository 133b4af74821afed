/** Which image stream tags are watched, and by which rule. */
package org.openshift.ci.mirror.watchrules;
