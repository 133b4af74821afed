/** The images that are copied and compared, and the registries that hold them. */
package org.openshift.ci.mirror.bench.images;
