/** Digests, the policy for URLs sent by registries, and sanitising of foreign text for logs. */
package org.openshift.ci.mirror.registry.internal.syntax;
