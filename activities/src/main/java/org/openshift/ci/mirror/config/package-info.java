/** The mirroring configuration ({@code --config}): its sections, and what is wrong with them. */
package org.openshift.ci.mirror.config;
