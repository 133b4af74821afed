package org.openshift.ci.mirror.imagestreams.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

class ChangeFeedTest {

  private final RecordingSink sink = new RecordingSink();
  private final ChangeFeed feed = new ChangeFeed(sink, WatchPosition.start());

  @Test
  void whatIsFreshGoesFirst() throws InterruptedException {
    feed.addListed(tags("listed", 2));
    feed.addFresh(tags("fresh", 1));
    assertEquals(List.of(), sink.inShort());
    feed.advanceTo(new WatchPosition("7"));
    assertEquals(List.of("ocp/fresh:0", "list ocp/listed:0", "list ocp/listed:1"), sink.inShort());
    assertEquals(List.of(1, 2), sink.batches());
    assertEquals("7", feed.position().resourceVersion());
  }

  @Test
  void aFullBatchOfAListTakesWhatIsFreshAlong() throws InterruptedException {
    feed.addFresh(tags("fresh", 3));
    feed.addListed(tags("listed", TagReference.MAX_BATCH + 1));
    assertEquals(List.of(3, TagReference.MAX_BATCH), sink.batches());
    feed.advanceTo(WatchPosition.start());
    assertEquals(List.of(3, TagReference.MAX_BATCH, 1), sink.batches());
  }

  @Test
  void aNameWaitsOnce() throws InterruptedException {
    feed.addListed(tags("a", 1));
    feed.addFresh(tags("a", 1));
    feed.addFresh(tags("a", 1));
    feed.addListed(tags("a", 1));
    feed.advanceTo(WatchPosition.start());
    assertEquals(List.of("ocp/a:0"), sink.inShort());
  }

  @Test
  void whatIsRefusedStays() throws InterruptedException {
    feed.addFresh(tags("a", 1));
    sink.refuse(new IllegalStateException("no connection"));
    assertThrows(IllegalStateException.class, () -> feed.advanceTo(new WatchPosition("7")));
    assertEquals(WatchPosition.start(), feed.position());
    sink.refuse(null);
    feed.advanceTo(new WatchPosition("7"));
    assertEquals(List.of("ocp/a:0"), sink.inShort());
  }

  private static List<TagReference> tags(String stream, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> TagReference.parse("ocp/" + stream + ":" + number))
        .toList();
  }
}
