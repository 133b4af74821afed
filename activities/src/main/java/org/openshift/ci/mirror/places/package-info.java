/** How much may be done at once for each host, so that a slow one holds up no other. */
package org.openshift.ci.mirror.places;
