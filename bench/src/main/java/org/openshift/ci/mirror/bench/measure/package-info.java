/** Figures: how they are taken, put together and shown. Knows nothing of images. */
package org.openshift.ci.mirror.bench.measure;
