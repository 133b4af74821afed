/** Flags, the settings they become, and how commands report errors. */
package org.openshift.ci.mirror.worker.settings;
