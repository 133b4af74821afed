/** The images to copy and compare, and the registries that have them. */
package org.openshift.ci.mirror.bench.images;
