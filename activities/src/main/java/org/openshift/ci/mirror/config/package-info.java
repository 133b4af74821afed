/** The mirroring configuration ({@code --config}): its sections and their problems. */
package org.openshift.ci.mirror.config;
