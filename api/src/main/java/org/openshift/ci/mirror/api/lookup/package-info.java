/** Finding the image stream tag of a pull spec. */
package org.openshift.ci.mirror.api.lookup;
