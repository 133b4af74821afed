/** How many requests each registry gets at once and each second, adapted to what it refuses. */
package org.openshift.ci.mirror.registry.internal.ratelimit;
