/**
 * What a source of image streams offers: a watch that names tags that changed, and an inventory
 * that says what a tag holds now. Knows nothing of registries and of Temporal.
 */
package org.openshift.ci.mirror.imagestreams;
