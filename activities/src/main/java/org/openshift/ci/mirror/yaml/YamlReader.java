package org.openshift.ci.mirror.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
 * Reads YAML 1.1 files with their line numbers. Anchors and aliases work; depth, the number of
 * values and their lengths are bounded, so that no file can take the memory or the time of all
 * others. Callers bound the size of the file.
 */
public final class YamlReader {

  /** Values of a document, unless the caller sets another limit. */
  private static final int MOST_VALUES = 400_000;

  /** Characters of a value or a comment. */
  private static final int LONGEST_VALUE = 1 << 20;

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
    return read(decode(content), new YamlBuilder(false, MOST_VALUES), false);
  }

  /**
   * Reads the only document, and keeps what is wrong with keys for the caller to report ({@link
   * YamlMapping#invalidEntries}). A merge key is a key like any other; {@link YamlMapping#merged}
   * applies it.
   *
   * @param content text in UTF-8
   * @return null when there is no document
   * @throws YamlException when it cannot be read, or there are several documents
   */
  public static YamlValue readSingle(byte[] content) throws YamlException {
    return readSingle(content, MOST_VALUES);
  }

  /**
   * Reads the only document as {@link #readSingle(byte[])} does.
   *
   * @param mostValues values that it may have, with aliases written out
   */
  public static YamlValue readSingle(byte[] content, int mostValues) throws YamlException {
    return read(decode(content), new YamlBuilder(true, mostValues), true);
  }

  /**
   * What is wrong with the encoding of a text that begins like this: editors of Windows save
   * UTF-16, which YAML allows and the tools of this field do not read. Empty for anything else.
   *
   * @param beginning at least the first four bytes, or all of a shorter text
   */
  public static Optional<String> encodingProblem(byte[] beginning) {
    if (beginning.length < 2) {
      return Optional.empty();
    }
    int first = Byte.toUnsignedInt(beginning[0]);
    int second = Byte.toUnsignedInt(beginning[1]);
    boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    // YAML 1.2, "Character Encodings": a text begins with an ASCII character.
    boolean unmarked = (first == 0) != (second == 0);
    return marked || unmarked
        ? Optional.of("is text in UTF-16; save it in UTF-8")
        : Optional.empty();
  }

  private static String decode(byte[] content) throws YamlException {
    Optional<String> problem = encodingProblem(content);
    if (problem.isPresent()) {
      throw new YamlException(0, problem.get());
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new YamlException(0, "is not text in UTF-8");
    }
  }

  private static YamlValue read(String text, YamlBuilder builder, boolean single)
      throws YamlException {
    int line = 1;
    try {
      GuardedText input = new GuardedText(text);
      ParserImpl parser = new ParserImpl(new StreamReader(input), OPTIONS);
      while (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event event = parser.getEvent();
        input.progress();
        line = event.getEndMark().getLine() + 1;
        switch (event.getEventId()) {
          case Scalar -> builder.scalar((ScalarEvent) event);
          case MappingStart -> builder.beginMapping((NodeEvent) event);
          case SequenceStart -> builder.beginList((NodeEvent) event);
          case Alias -> builder.alias((AliasEvent) event);
          case MappingEnd, SequenceEnd -> builder.end();
          case DocumentEnd -> {
            if (single && !parser.checkEvent(Event.ID.StreamEnd)) {
              throw new YamlException(
                  parser.peekEvent().getStartMark().getLine() + 1, "has more than one document");
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
      if (e.getCause() instanceof IOException refusal) {
        throw new YamlException(line, refusal.getMessage());
      }
      throw invalid(0, firstLine(e.getMessage()));
    } catch (RuntimeException e) {
      // SnakeYAML does not wrap all exceptions, for example those about escapes in quotes.
      throw badEscape(text, e);
    }
  }

  /**
   * The text of a file. Ends the parsing of a very long value, which the parser would collect
   * whole, in a time that grows with the square of its length.
   */
  private static final class GuardedText extends StringReader {

    private int sinceValue;

    private GuardedText(String text) {
      super(text);
    }

    private void progress() {
      sinceValue = 0;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      sinceValue += Math.max(count, 0);
      if (sinceValue > LONGEST_VALUE) {
        throw new IOException(
            "has a value or a comment of more than %,d characters".formatted(LONGEST_VALUE));
      }
      return count;
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
