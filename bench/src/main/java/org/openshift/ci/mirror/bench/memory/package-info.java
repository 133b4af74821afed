/** How much memory mirroring takes. */
package org.openshift.ci.mirror.bench.memory;
