/** Remembers what was seen of image streams, and says which tags changed since. */
package org.openshift.ci.mirror.imagestreams.index;
