/** Limits the rate of requests to each registry and adapts it to the registry's answers. */
package org.openshift.ci.mirror.registry.internal.ratelimit;
