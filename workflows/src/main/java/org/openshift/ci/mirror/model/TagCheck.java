package org.openshift.ci.mirror.model;

/**
 * What a destination should hold, and what it holds, read just now.
 *
 * @param claim what it should hold; null if that could not be read
 * @param target what it holds; null if that was not or could not be read
 * @param failure why something could not be read; null if everything needed was
 */
@WireRecord
public record TagCheck(Claim claim, TargetImage target, Problem failure) {}
