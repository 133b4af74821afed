/** Which build of this project is running. */
package org.openshift.ci.mirror.version;
