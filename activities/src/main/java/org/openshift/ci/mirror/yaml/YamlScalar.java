package org.openshift.ci.mirror.yaml;

import java.util.Set;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A single value.
 *
 * @param text the text as it is written, without quotes: {@code 4.20} stays {@code 4.20}
 * @param plain whether it is written without quotes
 * @param explicitTag the tag that is written before it, as {@code !!str}; null for none
 * @param line the line at which it begins, from 1
 */
public record YamlScalar(String text, boolean plain, String explicitTag, int line)
    implements YamlValue {

  /** YAML 1.1, "Language-Independent Types", null. */
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private static final Resolver RESOLVER = new Resolver();

  /** Characters of a value that a message quotes. */
  private static final int LONGEST_QUOTED = 100;

  @Override
  public boolean isNull() {
    return plain && explicitTag == null && NULLS.contains(text);
  }

  /** Whether YAML 1.1 takes it for text, and not for a number, a date, a truth value or null. */
  public boolean isText() {
    return tag().equals(Tag.STR);
  }

  @Override
  public String kind() {
    Tag tag = tag();
    if (tag.equals(Tag.STR)) {
      return "the text '" + shortened() + "'";
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "the number " + shortened();
    }
    if (tag.equals(Tag.BOOL)) {
      return "the truth value " + text;
    }
    if (tag.equals(Tag.TIMESTAMP)) {
      return "the date " + text;
    }
    return isNull() ? "nothing" : "a value of the type " + tag.getValue();
  }

  /** Whether SnakeYAML accepts the explicit tag, if there is one. */
  boolean hasValidTag() {
    try {
      return explicitTag == null || tag() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Tag tag() {
    return explicitTag == null || explicitTag.equals("!")
        ? RESOLVER.resolve(NodeId.scalar, text, plain && explicitTag == null)
        : new Tag(explicitTag);
  }

  String shortened() {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_QUOTED ? line : line.substring(0, LONGEST_QUOTED) + "…";
  }
}
