/** Running other programs. */
package org.openshift.ci.mirror.bench.program;
