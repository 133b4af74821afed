package org.openshift.ci.mirror.model;

/**
 * The source of a task, read at the source registry or known from the image stream.
 *
 * @param source pull spec of the source, by digest
 * @param digest its raw top-level digest
 * @param destination pull spec of the floating tag at the target
 */
@WireRecord
public record ResolvedSource(String source, String digest, String destination) {}
