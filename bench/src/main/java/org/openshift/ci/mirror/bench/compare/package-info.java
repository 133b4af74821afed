/** Finding out that there is nothing to do: the engine, its limit, and other tools. */
package org.openshift.ci.mirror.bench.compare;
