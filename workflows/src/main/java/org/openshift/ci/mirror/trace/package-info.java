/** OpenTelemetry traces of mirroring: from the signal that begins it to the push. */
package org.openshift.ci.mirror.trace;
