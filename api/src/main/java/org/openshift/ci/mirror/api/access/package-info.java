/** Who may ask what of this service. */
package org.openshift.ci.mirror.api.access;
