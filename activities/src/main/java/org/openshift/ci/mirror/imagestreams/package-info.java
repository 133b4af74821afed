/**
 * Image streams and their tags: a watch names the tags that changed, an inventory says what a tag
 * holds now. Has nothing to do with registries or Temporal.
 */
package org.openshift.ci.mirror.imagestreams;
