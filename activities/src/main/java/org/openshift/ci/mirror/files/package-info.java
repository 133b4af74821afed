/** Shared by everything that follows files. Uses no other package of the project. */
package org.openshift.ci.mirror.files;
