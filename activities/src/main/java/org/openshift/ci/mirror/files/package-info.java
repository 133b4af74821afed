/** What all that follows files shares. */
package org.openshift.ci.mirror.files;
