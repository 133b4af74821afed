package org.openshift.ci.mirror.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.1 files with their line numbers. Anchors and aliases work; depth and the number of
 * values are bounded, so that no file can take the memory or the time of all others. Callers bound
 * the size of the file.
 */
public final class YamlReader {

  private static final LoaderOptions OPTIONS = options();
  private static final Pattern ESCAPE = Pattern.compile("\\\\U([0-9A-Fa-f]{8})");
  private static final int HEXADECIMAL = 16;

  private YamlReader() {}

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return options;
  }

  /**
   * Reads the first document, as ci-operator does, and ignores what follows. Merge keys work. A key
   * that is repeated or is not a scalar is an error.
   *
   * @param content text in UTF-8
   * @return null when there is no document
   * @throws YamlException when it cannot be read
   */
  public static YamlValue readFirst(byte[] content) throws YamlException {
    return read(decode(content), false);
  }

  /**
   * Reads the only document, and keeps what is wrong with keys for the caller to report ({@link
   * YamlMapping#invalidEntries}). A merge key is a key like any other.
   *
   * @param content text in UTF-8
   * @return null when there is no document
   * @throws YamlException when it cannot be read, or there are several documents
   */
  public static YamlValue readSingle(byte[] content) throws YamlException {
    return read(decode(content), true);
  }

  private static String decode(byte[] content) throws YamlException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new YamlException(0, "is not text in UTF-8");
    }
  }

  private static YamlValue read(String text, boolean single) throws YamlException {
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(text), OPTIONS);
      YamlBuilder builder = new YamlBuilder(single);
      while (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event event = parser.getEvent();
        switch (event.getEventId()) {
          case Scalar -> builder.scalar((ScalarEvent) event);
          case MappingStart -> builder.beginMapping((NodeEvent) event);
          case SequenceStart -> builder.beginList((NodeEvent) event);
          case Alias -> builder.alias((AliasEvent) event);
          case MappingEnd, SequenceEnd -> builder.end();
          case DocumentEnd -> {
            if (single && !parser.checkEvent(Event.ID.StreamEnd)) {
              int line = parser.peekEvent().getStartMark().getLine() + 1;
              throw new YamlException(line, "has more than one document");
            }
            return builder.document();
          }
          case StreamStart, StreamEnd, DocumentStart, Comment -> {}
        }
      }
      return null;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw invalid(mark == null ? 0 : mark.getLine() + 1, firstLine(e.getProblem()) + context);
    } catch (ReaderException e) {
      throw invalid(
          lineAfter(text.codePoints().limit(e.getPosition())),
          "the character U+%04X must not be in a YAML file".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      throw invalid(0, firstLine(e.getMessage()));
    } catch (RuntimeException e) {
      // SnakeYAML does not wrap all exceptions, for example those about escapes in quotes.
      throw badEscape(text, e);
    }
  }

  private static YamlException badEscape(String text, RuntimeException cause) {
    Matcher escapes = ESCAPE.matcher(text);
    while (escapes.find()) {
      if (Long.parseLong(escapes.group(1), HEXADECIMAL) > Character.MAX_CODE_POINT) {
        return invalid(
            lineAfter(text.substring(0, escapes.start()).codePoints()),
            "an escape \\U in quotes names no character");
      }
    }
    return invalid(0, cause.toString());
  }

  private static YamlException invalid(int line, String why) {
    return new YamlException(line, "is not valid YAML: " + why);
  }

  private static int lineAfter(IntStream codePoints) {
    return 1 + (int) codePoints.filter(codePoint -> codePoint == '\n').count();
  }

  private static String firstLine(String text) {
    return text == null ? "cannot be parsed" : text.lines().findFirst().orElse(text);
  }
}
