/** Copying images: the engine, the limit, and other tools. */
package org.openshift.ci.mirror.bench.copy;
