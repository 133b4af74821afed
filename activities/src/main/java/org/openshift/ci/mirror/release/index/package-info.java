/**
 * What a checkout of openshift/release says of images: the tags and streams that CI tests use, and
 * the tags that CI promotes.
 *
 * <p>Files are read as ci-operator reads them (openshift/ci-tools, {@code pkg/api/types.go} for the
 * fields and {@code pkg/registry} for the step registry).
 */
package org.openshift.ci.mirror.release.index;
