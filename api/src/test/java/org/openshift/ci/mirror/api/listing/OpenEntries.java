package org.openshift.ci.mirror.api.listing;

import java.time.Instant;

/** Entries of open tasks of which little matters. */
public final class OpenEntries {

  private OpenEntries() {}

  /** The task of {@code ocp/4.20:<tag>}. */
  public static MirrorEntry of(String tag, String state, Instant createdAt) {
    return new MirrorEntry(
        new MirrorEntry.SourceTag("ocp", "4.20", tag),
        "",
        "",
        "",
        createdAt,
        true,
        "distributor",
        null,
        state,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        "mirror/ocp_4.20_" + tag,
        "http://ui.example/" + tag);
  }
}
