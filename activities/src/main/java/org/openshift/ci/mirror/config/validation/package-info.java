/** Checks of targets that a change of the configuration adds, for its reviewers. */
package org.openshift.ci.mirror.config.validation;
