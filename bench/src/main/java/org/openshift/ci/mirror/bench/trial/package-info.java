/** Who is measured, at what, and in which order. Knows nothing of registries. */
package org.openshift.ci.mirror.bench.trial;
