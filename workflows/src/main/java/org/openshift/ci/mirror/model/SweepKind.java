package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The lists of tags that sweeps go over. Each has its own schedule and workflow type. */
public enum SweepKind {
  /** The entries of {@code supplementalCIImages}. */
  SUPPLEMENTAL(MirrorOwner.SUPPLEMENTAL),
  /** Every tag of the streams that match {@code artImages}. */
  ART(MirrorOwner.ART),
  /** The entries of {@code qciToAppCIImages}. */
  BACKFILL(MirrorOwner.BACKFILL),
  /** Every watched tag: a safety net for lost events and for changes made at the target. */
  RESYNC(MirrorOwner.DISTRIBUTOR);

  private final MirrorOwner owner;

  SweepKind(MirrorOwner owner) {
    this.owner = owner;
  }

  /** The owner of the mirror tasks that such a sweep starts. */
  public MirrorOwner owner() {
    return owner;
  }

  /** The name in JSON, metrics and logs: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static SweepKind of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
