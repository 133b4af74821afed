/** Shared by everything that follows files. Knows nothing of what the files contain. */
package org.openshift.ci.mirror.files;
