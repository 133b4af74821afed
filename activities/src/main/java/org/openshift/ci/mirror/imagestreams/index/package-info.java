/** What was seen of image streams, and which tags changed since. */
package org.openshift.ci.mirror.imagestreams.index;
