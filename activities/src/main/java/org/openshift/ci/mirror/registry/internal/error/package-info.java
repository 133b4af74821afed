/** What an unsuccessful answer means: the table of error codes, and the messages. */
package org.openshift.ci.mirror.registry.internal.error;
