/** Comparing equal tags: the engine, the limit, and other tools. */
package org.openshift.ci.mirror.bench.compare;
