/** Copying images: the engine, its limit, and the tools it is compared with. */
package org.openshift.ci.mirror.bench.copy;
