/**
 * The images in a checkout of openshift/release: the tags and streams that CI tests use, and the
 * tags that CI promotes.
 *
 * <p>Files are read as ci-operator reads them (openshift/ci-tools: {@code pkg/api/types.go} has the
 * fields, {@code pkg/registry} the step registry).
 */
package org.openshift.ci.mirror.release.index;
