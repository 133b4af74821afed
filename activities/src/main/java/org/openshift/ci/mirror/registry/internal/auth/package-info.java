/**
 * Sending requests as the account that the Docker configuration names: challenges, tokens, and the
 * retry of a stale connection or token.
 */
package org.openshift.ci.mirror.registry.internal.auth;
