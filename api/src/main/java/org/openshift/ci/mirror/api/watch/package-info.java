/** The watch of image streams, as Temporal shows it. */
package org.openshift.ci.mirror.api.watch;
