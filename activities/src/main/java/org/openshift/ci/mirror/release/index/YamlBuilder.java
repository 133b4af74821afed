package org.openshift.ci.mirror.release.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Puts values together from the events of a parser.
 *
 * <p>An alias counts as often as what it repeats, so that a reader who follows every value sees no
 * more of them than are counted here.
 */
final class YamlBuilder {

  private static final int MOST_VALUES = 400_000;
  private static final int DEEPEST = 64;
  private static final String MERGE = "<<";

  /** What an anchor names; without a value while that is still being read. */
  private record Anchored(YamlValue value, int weight) {}

  private static final class Open {
    private final YamlValue value;
    private final String anchor;
    private final int countedBefore;
    private final List<YamlMapping> merged = new ArrayList<>();
    private YamlScalar key;

    private Open(YamlValue value, String anchor, int countedBefore) {
      this.value = value;
      this.anchor = anchor;
      this.countedBefore = countedBefore;
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private YamlValue document;
  private int counted;

  /** What was read; null when there was nothing. */
  YamlValue document() {
    return document;
  }

  void scalar(ScalarEvent event) throws UnusableFileException {
    int line = line(event);
    count(1, line);
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    YamlScalar scalar = new YamlScalar(event.getValue(), plain, line);
    if (event.getAnchor() != null) {
      anchors.put(event.getAnchor(), new Anchored(scalar, 1));
    }
    place(scalar);
  }

  void beginMapping(MappingStartEvent event) throws UnusableFileException {
    begin(new YamlMapping(new LinkedHashMap<>(), line(event)), event);
  }

  void beginList(SequenceStartEvent event) throws UnusableFileException {
    begin(new YamlList(new ArrayList<>(), line(event)), event);
  }

  private void begin(YamlValue value, NodeEvent event) throws UnusableFileException {
    if (open.size() >= DEEPEST) {
      throw new UnusableFileException(value.line(), "is nested deeper than " + DEEPEST + " levels");
    }
    if (event.getAnchor() != null) {
      anchors.put(event.getAnchor(), new Anchored(null, 0));
    }
    open.push(new Open(value, event.getAnchor(), counted));
    count(1, value.line());
  }

  void end() throws UnusableFileException {
    Open ended = open.pop();
    merge(ended);
    if (ended.anchor != null) {
      anchors.put(ended.anchor, new Anchored(ended.value, counted - ended.countedBefore));
    }
    place(ended.value);
  }

  void alias(AliasEvent event) throws UnusableFileException {
    int line = line(event);
    Anchored anchored = anchors.get(event.getAnchor());
    if (anchored == null) {
      throw new UnusableFileException(line, "the alias *" + event.getAnchor() + " names no anchor");
    }
    if (anchored.value() == null) {
      throw new UnusableFileException(line, "the alias *" + event.getAnchor() + " holds itself");
    }
    count(anchored.weight(), line);
    place(anchored.value());
  }

  private void place(YamlValue value) throws UnusableFileException {
    Open parent = open.peek();
    if (parent == null) {
      document = value;
      return;
    }
    switch (parent.value) {
      case YamlList list -> list.elements().add(value);
      case YamlMapping mapping -> placeIn(mapping, parent, value);
      case YamlScalar scalar -> throw new IllegalStateException(scalar + " holds nothing");
    }
  }

  private void placeIn(YamlMapping mapping, Open parent, YamlValue value)
      throws UnusableFileException {
    if (parent.key == null) {
      if (!(value instanceof YamlScalar key)) {
        throw new UnusableFileException(value.line(), value.kind() + " cannot be a key");
      }
      parent.key = key;
      return;
    }
    YamlScalar key = parent.key;
    parent.key = null;
    if (key.plain() && key.text().equals(MERGE)) {
      noteMerge(parent, value);
    } else if (mapping.fields().putIfAbsent(key.text(), value) != null) {
      throw new UnusableFileException(key.line(), "the key '" + key.text() + "' stands here twice");
    }
  }

  private static void noteMerge(Open into, YamlValue from) throws UnusableFileException {
    List<YamlValue> sources = from instanceof YamlList list ? list.elements() : List.of(from);
    for (YamlValue source : sources) {
      if (!(source instanceof YamlMapping mapping)) {
        throw new UnusableFileException(from.line(), "<< is no mapping and no list of them");
      }
      into.merged.add(mapping);
    }
  }

  /** YAML 1.1, "Merge Key": fields that stand in the mapping itself win, wherever they stand. */
  private static void merge(Open ended) {
    if (ended.value instanceof YamlMapping mapping) {
      ended.merged.forEach(source -> source.fields().forEach(mapping.fields()::putIfAbsent));
    }
  }

  private void count(int values, int line) throws UnusableFileException {
    if (values > MOST_VALUES - counted) {
      throw new UnusableFileException(
          line, "holds more than %,d values, aliases counted out".formatted(MOST_VALUES));
    }
    counted += values;
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
