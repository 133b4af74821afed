package org.openshift.ci.mirror.model;

/**
 * The comparison that {@code CheckQuayDigest} makes.
 *
 * @param source pull spec of the source, by digest
 * @param sourceDigest its raw top-level digest
 * @param destination pull spec of the floating tag at the target
 */
@WireRecord
public record CheckRequest(String source, String sourceDigest, String destination) {}
