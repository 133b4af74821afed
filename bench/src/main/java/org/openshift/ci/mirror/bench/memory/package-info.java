/** Measuring the memory that mirroring needs. */
package org.openshift.ci.mirror.bench.memory;
