package org.openshift.ci.mirror.release.index;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the first document of a YAML file, as ci-operator does; what follows it is not looked at.
 *
 * <p>Anchors, aliases and merge keys work. Size, depth and what aliases repeat are bounded, so that
 * no file can take the memory or the time of all others.
 */
final class YamlReader {

  /** Bytes; the largest real files have about half a million. */
  static final int LARGEST_FILE = 4 << 20;

  private static final LoaderOptions OPTIONS = options();

  private YamlReader() {}

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_FILE);
    return options;
  }

  /**
   * Reads a document whose top is a mapping.
   *
   * @throws UnusableFileException when it is none, or not YAML, or too much
   */
  static YamlMapping read(byte[] content) throws UnusableFileException {
    YamlValue document = document(decode(content));
    if (document == null || document.isNull()) {
      throw new UnusableFileException("holds nothing: empty, or still being written");
    }
    if (document instanceof YamlMapping mapping) {
      return mapping;
    }
    throw new UnusableFileException(
        document.line(), "expected a mapping and found " + document.kind());
  }

  private static String decode(byte[] content) throws UnusableFileException {
    if (content.length > LARGEST_FILE) {
      throw tooLarge(content.length);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableFileException("is no text in UTF-8");
    }
  }

  static UnusableFileException tooLarge(long bytes) {
    return new UnusableFileException(
        "has %,d bytes, and at most %,d are read".formatted(bytes, LARGEST_FILE));
  }

  private static YamlValue document(String text) throws UnusableFileException {
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(text), OPTIONS);
      YamlBuilder builder = new YamlBuilder();
      while (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event event = parser.getEvent();
        switch (event.getEventId()) {
          case Scalar -> builder.scalar((ScalarEvent) event);
          case MappingStart -> builder.beginMapping((MappingStartEvent) event);
          case SequenceStart -> builder.beginList((SequenceStartEvent) event);
          case Alias -> builder.alias((AliasEvent) event);
          case MappingEnd, SequenceEnd -> builder.end();
          case DocumentEnd -> {
            return builder.document();
          }
          case StreamStart, StreamEnd, DocumentStart, Comment -> {}
        }
      }
      return null;
    } catch (MarkedYAMLException e) {
      throw malformed(e);
    } catch (YAMLException e) {
      throw new UnusableFileException(firstLine(e.getMessage()));
    } catch (RuntimeException e) {
      // Malformed escapes and the like: a file must never end the reading of all others.
      throw new UnusableFileException("cannot be parsed: " + e);
    }
  }

  private static UnusableFileException malformed(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
    String message = firstLine(e.getProblem()) + context;
    return e.getProblemMark() == null
        ? new UnusableFileException(message)
        : new UnusableFileException(e.getProblemMark().getLine() + 1, message);
  }

  private static String firstLine(String text) {
    return text == null ? "cannot be parsed" : text.lines().findFirst().orElse(text);
  }
}
