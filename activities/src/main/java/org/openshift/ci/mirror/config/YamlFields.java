package org.openshift.ci.mirror.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads nodes as what they should be, and notes where they are something else. */
public final class YamlFields {

  /** How the names of fields are compared. */
  public enum Spelling {
    /** As they are written. */
    EXACT,
    /** Upper and lower case are the same. */
    ANY_CASE;

    boolean equal(String one, String other) {
      return switch (this) {
        case EXACT -> one.equals(other);
        case ANY_CASE -> one.equalsIgnoreCase(other);
      };
    }
  }

  private final Problems problems;

  public YamlFields(Problems problems) {
    this.problems = problems;
  }

  /**
   * The fields of an object by their known names; those with the value null are left out, as if
   * they were not there.
   *
   * @param where what the object is, for a message
   */
  public Map<String, Node> ofObject(
      Node node, String where, List<String> known, Spelling spelling) {
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : entries(node, where)) {
      String written = key(tuple.getKeyNode(), where);
      if (written == null) {
        continue;
      }
      String name =
          known.stream().filter(field -> spelling.equal(field, written)).findFirst().orElse(null);
      if (name == null) {
        problems.add(tuple.getKeyNode(), unknown(written, where, known));
      } else if (isFirst(name, tuple.getKeyNode(), lines, where + ": the field")
          && !isNull(tuple.getValueNode())) {
        fields.put(name, tuple.getValueNode());
      }
    }
    return fields;
  }

  /** The pairs of a mapping; none, and a problem noted, when the node is something else. */
  List<NodeTuple> entries(Node node, String where) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    problems.add(node, "%s: expected a mapping, found %s".formatted(where, kind(node)));
    return List.of();
  }

  /** The elements of a list; none, and a problem noted, when the node is something else. */
  List<Node> elements(Node node, String where) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(node, "%s: expected a list, found %s".formatted(where, kind(node)));
    return List.of();
  }

  /** The key as text; null, and a problem noted, when it is something else. */
  String key(Node node, String where) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    problems.add(node, "%s: expected text as the key, found %s".formatted(where, kind(node)));
    return null;
  }

  /** The field's text; empty when the field is missing, or, with a problem noted, not text. */
  String text(Map<String, Node> fields, String name, String where) {
    Node node = fields.get(name);
    if (node == null) {
      return "";
    }
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    String advice = node instanceof ScalarNode ? "; put it in quotes" : "";
    problems.add(
        node, "%s: %s: expected text, found %s%s".formatted(where, name, kind(node), advice));
    return "";
  }

  /** Whether the key comes for the first time; notes a problem otherwise. */
  boolean isFirst(String name, Node key, Map<String, Integer> lines, String what) {
    Integer before = lines.putIfAbsent(name, Problems.lineOf(key));
    if (before == null) {
      return true;
    }
    problems.add(key, "%s %s is there twice, at line %d too".formatted(what, name, before));
    return false;
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String unknown(String written, String where, List<String> known) {
    return known.stream()
        .filter(written::equalsIgnoreCase)
        .findFirst()
        .map(name -> "%s: unknown field '%s'; it is spelled %s".formatted(where, written, name))
        .orElseGet(
            () ->
                "%s: unknown field '%s'; known are %s"
                    .formatted(
                        where,
                        written,
                        known.stream()
                            .filter(field -> !field.equals(SourceReader.REFUSED))
                            .collect(Collectors.joining(", "))));
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode mapping -> "a mapping";
      case SequenceNode sequence -> "a list";
      case ScalarNode scalar when isNull(scalar) -> "nothing";
      case ScalarNode scalar when scalar.getTag().equals(Tag.STR) ->
          "the text '" + scalar.getValue() + "'";
      case ScalarNode scalar
          when scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT) ->
          "the number " + scalar.getValue();
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
          "the truth value " + scalar.getValue();
      case ScalarNode scalar when scalar.getTag().equals(Tag.TIMESTAMP) ->
          "the date " + scalar.getValue();
      case Node other -> "a value of the type " + other.getTag().getValue();
    };
  }
}
