/**
 * The command line {@code mirrorctl}: asks the service over HTTP, as any other client does.
 *
 * <p>It is in the service's jar, but uses nothing of the service, and above all not Spring: it must
 * start fast. Answers are read as plain JSON, so that it works with older and newer services.
 */
package org.openshift.ci.mirror.api.ctl;
