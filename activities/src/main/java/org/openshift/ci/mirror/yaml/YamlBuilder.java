package org.openshift.ci.mirror.yaml;

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
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Builds the values of one document from the events of a parser.
 *
 * <p>An alias counts as many values as its anchor, so that a caller who follows every value sees no
 * more of them than were counted.
 */
final class YamlBuilder {

  private static final int DEEPEST = 64;

  /** An anchor's value and its number of values; no value while it is still being read. */
  private record Anchored(YamlValue value, int weight) {}

  /** A list or mapping whose end has not come yet. */
  private static final class Open {
    private final YamlValue value;
    private final String anchor;
    private final int countedBefore;
    private final List<YamlMapping> merged = new ArrayList<>();
    private YamlValue key;

    private Open(YamlValue value, String anchor, int countedBefore) {
      this.value = value;
      this.anchor = anchor;
      this.countedBefore = countedBefore;
    }
  }

  private final boolean keepsMistakes;
  private final int mostValues;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private YamlValue document;
  private int counted;

  /**
   * @param keepsMistakes whether {@link YamlMapping#invalidEntries} takes entries with unusable
   *     keys, and merge keys are entries like others
   * @param mostValues values that the document may have
   */
  YamlBuilder(boolean keepsMistakes, int mostValues) {
    this.keepsMistakes = keepsMistakes;
    this.mostValues = mostValues;
  }

  /** The document's value; null when there is none. */
  YamlValue document() {
    return document;
  }

  void scalar(ScalarEvent event) throws YamlException {
    int line = line(event);
    count(1, line);
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    YamlScalar scalar = new YamlScalar(event.getValue(), plain, event.getTag(), line);
    if (!scalar.hasValidTag()) {
      throw new YamlException(
          line, "is not valid YAML: a tag is empty, or begins or ends with white space");
    }
    if (event.getAnchor() != null) {
      anchors.put(event.getAnchor(), new Anchored(scalar, 1));
    }
    place(scalar);
  }

  void beginMapping(NodeEvent event) throws YamlException {
    begin(new YamlMapping(new LinkedHashMap<>(), new ArrayList<>(0), line(event)), event);
  }

  void beginList(NodeEvent event) throws YamlException {
    begin(new YamlList(new ArrayList<>(), line(event)), event);
  }

  private void begin(YamlValue value, NodeEvent event) throws YamlException {
    if (open.size() >= DEEPEST) {
      throw new YamlException(value.line(), "is nested deeper than " + DEEPEST + " levels");
    }
    if (event.getAnchor() != null) {
      anchors.put(event.getAnchor(), new Anchored(null, 0));
    }
    open.push(new Open(value, event.getAnchor(), counted));
    count(1, value.line());
  }

  void end() throws YamlException {
    Open ended = open.pop();
    if (ended.value instanceof YamlMapping mapping) {
      // YAML 1.1, "Merge Key": the mapping's own fields win, wherever they stand.
      ended.merged.forEach(source -> source.fields().forEach(mapping.fields()::putIfAbsent));
    }
    if (ended.anchor != null) {
      anchors.put(ended.anchor, new Anchored(ended.value, counted - ended.countedBefore));
    }
    place(ended.value);
  }

  void alias(AliasEvent event) throws YamlException {
    int line = line(event);
    Anchored anchored = anchors.get(event.getAnchor());
    if (anchored == null) {
      throw new YamlException(line, "the alias *" + event.getAnchor() + " has no anchor");
    }
    if (anchored.value() == null) {
      throw new YamlException(line, "the alias *" + event.getAnchor() + " contains itself");
    }
    count(anchored.weight(), line);
    place(anchored.value());
  }

  private void place(YamlValue value) throws YamlException {
    Open parent = open.peek();
    if (parent == null) {
      document = value;
      return;
    }
    switch (parent.value) {
      case YamlList list -> list.elements().add(value);
      case YamlMapping mapping -> placeIn(mapping, parent, value);
      case YamlScalar scalar -> throw new IllegalStateException(scalar + " has no elements");
    }
  }

  private void placeIn(YamlMapping mapping, Open parent, YamlValue value) throws YamlException {
    if (parent.key == null) {
      parent.key = value;
      return;
    }
    YamlEntry entry = new YamlEntry(parent.key, value);
    parent.key = null;
    if (!keepsMistakes && YamlMapping.isMerge(entry.key())) {
      noteMerge(parent, value);
    } else if (!(entry.key() instanceof YamlScalar key)) {
      mistake(mapping, entry, entry.key().kind() + " cannot be a key");
    } else if (mapping.fields().putIfAbsent(key.text(), entry) != null) {
      mistake(mapping, entry, "the key '" + key.shortened() + "' is repeated");
    }
  }

  private static void noteMerge(Open into, YamlValue from) throws YamlException {
    List<YamlMapping> sources = YamlMapping.sources(from);
    if (sources == null) {
      throw new YamlException(from.line(), "<< needs a mapping or a list of mappings");
    }
    into.merged.addAll(sources);
  }

  private void mistake(YamlMapping mapping, YamlEntry entry, String what) throws YamlException {
    if (!keepsMistakes) {
      throw new YamlException(entry.key().line(), what);
    }
    mapping.invalidEntries().add(entry);
  }

  private void count(int values, int line) throws YamlException {
    if (values > mostValues - counted) {
      throw new YamlException(
          line, "has more than %,d values, with aliases written out".formatted(mostValues));
    }
    counted += values;
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
