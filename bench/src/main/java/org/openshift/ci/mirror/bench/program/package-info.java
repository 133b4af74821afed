/** Other tools, run as programs. */
package org.openshift.ci.mirror.bench.program;
