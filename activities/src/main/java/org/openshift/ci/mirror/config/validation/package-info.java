/**
 * Checks of the targets that a change adds to the configuration ({@code --validate-config-only}).
 */
package org.openshift.ci.mirror.config.validation;
