/** Who is notified of which tags' failures, and how they are told. */
package org.openshift.ci.mirror.notification;
