/**
 * How digests and addresses are written, which addresses may be followed, and how foreign text is
 * made fit for a log.
 */
package org.openshift.ci.mirror.registry.internal.syntax;
