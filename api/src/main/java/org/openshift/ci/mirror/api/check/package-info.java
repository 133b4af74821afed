/** Comparing a tag's source and target while somebody waits. */
package org.openshift.ci.mirror.api.check;
