/** Trees of the shape and size of openshift/release, and how fast they are read and followed. */
package org.openshift.ci.mirror.bench.release;
