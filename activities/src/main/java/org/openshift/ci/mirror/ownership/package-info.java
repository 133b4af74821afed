/**
 * Decides who owns a destination, from which source and at which digest, by the configuration, the
 * watch rules and the image streams. Nothing else decides this. Independent of Temporal.
 */
package org.openshift.ci.mirror.ownership;
