package org.openshift.ci.mirror.config;

import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Parses a file into nodes that know their lines. */
public final class YamlDocument {

  /** The format needs four. */
  private static final int DEEPEST = 20;

  private static final int MOST_ALIASES = 50;

  private static final Pattern ESCAPE = Pattern.compile("\\\\U([0-9A-Fa-f]{8})");
  private static final int HEXADECIMAL = 16;

  private YamlDocument() {}

  /**
   * The root of the only document.
   *
   * @throws MirroringConfigException when it is not YAML, empty, or more than one document
   */
  public static Node parse(String text, Problems problems) throws MirroringConfigException {
    Node root = compose(text, problems);
    if (root == null || root.getTag().equals(Tag.NULL)) {
      throw new MirroringConfigException(
          problems.problem(0, "holds nothing: {} is a configuration that asks for nothing"));
    }
    return root;
  }

  private static Node compose(String text, Problems problems) throws MirroringConfigException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(ConfigText.MAX_BYTES);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw broken(problems, lineOf(e), describe(e));
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw broken(
          problems,
          line,
          "the character U+%04X must not be in a YAML file".formatted(e.getCodePoint()));
    } catch (IllegalArgumentException e) {
      // SnakeYAML lets it escape when a number of eight digits is none of a character.
      throw broken(problems, lineOfEscape(text), "an escape \\U in quotes names no character");
    } catch (YAMLException e) {
      throw broken(problems, 0, String.valueOf(e.getMessage()));
    }
  }

  private static MirroringConfigException broken(Problems problems, int line, String why) {
    return new MirroringConfigException(problems.problem(line, "is not valid YAML: " + why));
  }

  private static int lineOf(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    return mark == null ? 0 : mark.getLine() + 1;
  }

  private static int lineOfEscape(String text) {
    Matcher escapes = ESCAPE.matcher(text);
    while (escapes.find()) {
      if (Long.parseLong(escapes.group(1), HEXADECIMAL) > Character.MAX_CODE_POINT) {
        return 1 + (int) text.substring(0, escapes.start()).chars().filter(c -> c == '\n').count();
      }
    }
    return 0;
  }

  private static String describe(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "cannot be parsed" : e.getProblem();
    return e.getContext() == null ? problem : problem + " (" + e.getContext() + ")";
  }
}
