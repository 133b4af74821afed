package org.openshift.ci.mirror.imagestreams.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads YAML or JSON token by token, so that a file of any size takes no more memory than what the
 * caller keeps of it. A value of another form than expected is skipped.
 */
final class TokenReader {

  /** Reads or skips the value of a field. */
  @FunctionalInterface
  interface FieldReader {
    void read(String field) throws IOException, BrokenFileException, InterruptedException;
  }

  /** Reads or skips an element of an array. */
  @FunctionalInterface
  interface ElementReader {
    void read() throws IOException, BrokenFileException, InterruptedException;
  }

  private final Path file;
  private final JsonParser parser;
  private final GuardedInput input;
  private FileWarning odd;

  /**
   * @param input is told of each token
   */
  TokenReader(Path file, JsonParser parser, GuardedInput input) {
    this.file = file;
    this.parser = parser;
    this.input = input;
  }

  private JsonToken next() throws IOException {
    input.progress();
    return parser.nextToken();
  }

  /** The first token of the next document; null after the last one. */
  JsonToken nextDocument() throws IOException {
    return next();
  }

  /** Whether the current value is null, as a document between two {@code ---} lines of YAML. */
  boolean isNull() throws IOException {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_NULL
        || (token == JsonToken.VALUE_STRING && parser.getText().isEmpty());
  }

  /** Where the current token begins. */
  FilePlace place() {
    JsonLocation location = parser.currentTokenLocation();
    return FilePlace.of(file, location);
  }

  /** Calls the reader for each field of the current object, with the value as current token. */
  void forEachField(FieldReader reader)
      throws IOException, BrokenFileException, InterruptedException {
    if (isAlias() || parser.currentToken() != JsonToken.START_OBJECT) {
      skip();
      return;
    }
    Set<String> fields = new HashSet<>();
    while (next() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      if (!fields.add(field)) {
        noteOdd("the field '" + field + "' is repeated");
      }
      next();
      reader.read(field);
    }
  }

  /** Calls the reader for each element of the current array, with it as current token. */
  void forEachElement(ElementReader reader)
      throws IOException, BrokenFileException, InterruptedException {
    if (isAlias() || parser.currentToken() != JsonToken.START_ARRAY) {
      skip();
      return;
    }
    while (next() != JsonToken.END_ARRAY) {
      reader.read();
    }
  }

  /**
   * Notes that the object is unusable when the current value neither begins like this nor is null.
   *
   * @param start {@link JsonToken#START_OBJECT} or {@link JsonToken#START_ARRAY}
   */
  void expect(JsonToken start, String field) throws IOException {
    if (!isAlias() && parser.currentToken() != start && !isNull()) {
      noteOdd(
          "'%s' is not %s"
              .formatted(field, start == JsonToken.START_ARRAY ? "a list" : "an object"));
    }
  }

  /** The current scalar as it is written; null for a null or a value that is not a scalar. */
  String text() throws IOException {
    JsonToken token = parser.currentToken();
    if (isAlias() || token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isScalarValue()) {
      return parser.getText();
    }
    skip();
    return null;
  }

  /** Skips the current value. */
  void skip() throws IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (token != null) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth <= 0) {
        return;
      }
      token = next();
    }
  }

  /**
   * What was found since the last call that makes an object unusable: an alias, a field that is
   * repeated, or one of another form. Null when there was nothing.
   */
  FileWarning takeOdd() {
    FileWarning found = odd;
    odd = null;
    return found;
  }

  private boolean isAlias() throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      noteOdd("the alias *" + parser.getText() + " is not supported; write out the value");
      return true;
    }
    return false;
  }

  private void noteOdd(String problem) {
    if (odd == null) {
      odd = new FileWarning(place(), problem);
    }
  }
}
