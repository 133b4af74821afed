package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of owners, states and error types, which users filter and alert by. */
class WireNamesTest {

  @Test
  void owners() {
    assertEquals(
        List.of("distributor", "supplemental", "art", "backfill"),
        Arrays.stream(MirrorOwner.values()).map(MirrorOwner::wireName).toList());
    for (MirrorOwner owner : MirrorOwner.values()) {
      assertEquals(owner, MirrorOwner.of(owner.wireName()));
    }
    assertThrows(IllegalArgumentException.class, () -> MirrorOwner.of("nobody"));
  }

  @Test
  void states() {
    assertEquals(
        List.of("checking", "copying", "retrying", "parked", "planned"),
        Arrays.stream(MirrorState.values()).map(MirrorState::wireName).toList());
    for (MirrorState state : MirrorState.values()) {
      assertEquals(state, MirrorState.of(state.wireName()));
    }
    assertThrows(IllegalArgumentException.class, () -> MirrorState.of("asleep"));
  }

  @Test
  void statesOfNotifications() {
    assertEquals(
        List.of("retrying", "parked", "mirrored", "withdrawn", "skipped"),
        Arrays.stream(Notification.State.values()).map(Notification.State::wireName).toList());
    for (Notification.State state : Notification.State.values()) {
      assertEquals(state, Notification.State.of(state.wireName()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RegistryUnreachable, never",
    "RegistryError, never",
    "RateLimited, never",
    "RegistryReadOnly, never",
    "Timeout, never",
    "UploadInterrupted, never",
    "ContentCorrupt, 5",
    "ReadBackDiffers, 5",
    "CredentialsRefused, 5",
    "AccessDenied, 5",
    "SourceMissing, 8",
    "SourceIncomplete, 5",
    "SourceTagEmpty, 1",
    "ManifestInvalid, 5",
    "ManifestSchema1, 1",
    "LayerUnsupported, 1",
    "ImageExcluded, 1",
    "PullSpecInvalid, 1",
    "DestinationTagInvalid, 1",
    "DestinationConflict, 1",
    "NotWatched, 1",
    "Ignored, 1",
    "SourceGone, 1",
    "ParkedByHand, 1",
    "WithdrawnByHand, 1",
    "SourceMoved, never",
    "ImageStreamsUnreadable, never",
    "RulesOutdated, never",
    "Unexpected, never"
  })
  void errorTypesAndWhenTheyPark(String wireName, String parkAfter) {
    MirrorErrorType type = MirrorErrorType.of(wireName);
    assertEquals(wireName, type.wireName());
    assertEquals(
        parkAfter.equals("never") ? Integer.MAX_VALUE : Integer.parseInt(parkAfter),
        type.parkAfter());
    assertEquals(parkAfter.equals("1"), type.permanent());
  }

  @Test
  void everyErrorTypeIsInTheTableAbove() {
    assertEquals(29, MirrorErrorType.values().length);
  }

  @Test
  void theCommandLineHasTheFormThatUsersSearchFor() {
    TagReference tag = TagReference.parse("ocp/4.20:cli");
    Destination place = Destination.mirror(tag);
    PushRequest both =
        new PushRequest(
            place, MirrorOwner.ART, tag, "r/s@sha256:1", "sha256:1", "q/t:x", "q/t:day", null);
    assertEquals(
        "image mirror --keep-manifest-list=true r/s@sha256:1=q/t:day r/s@sha256:1=q/t:x",
        both.commandLine());
    PushRequest one =
        new PushRequest(
            place, MirrorOwner.BACKFILL, tag, "r/s@sha256:1", "sha256:1", "q/t:x", null, null);
    assertEquals("image mirror --keep-manifest-list=true r/s@sha256:1=q/t:x", one.commandLine());
  }
}
