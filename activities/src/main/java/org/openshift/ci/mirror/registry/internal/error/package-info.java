/** What an answer other than success means: the table of error codes, and the messages. */
package org.openshift.ci.mirror.registry.internal.error;
