package org.openshift.ci.mirror.imagestreams.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.yaml.YamlReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads image streams from a file: a single ImageStream, a {@code List} or {@code ImageStreamList},
 * or several documents of these, as {@code oc get imagestreams -o yaml} and {@code -o json} print
 * them.
 *
 * <p>A file is broken as a whole when it cannot be parsed, or when its last document has no {@code
 * kind}: {@code oc} prints the kind of a list at its end, so that it is missing while the file is
 * being written. A problem of a single object or tag is a warning, and the rest of the file counts.
 */
final class ImageStreamFileReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML = yaml();

  private static final int ENCODING_BYTES = 4;

  private ImageStreamFileReader() {}

  private static YAMLFactory yaml() {
    LoaderOptions options = new LoaderOptions();
    // The default is 3 MiB; a dump of a cluster's image streams has tens of MB.
    options.setCodePointLimit(Integer.MAX_VALUE);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  /**
   * Reads the file.
   *
   * @param heartbeat called after each image stream
   * @throws BrokenFileException when it cannot be read or parsed
   */
  static FileContent read(Path file, Heartbeat heartbeat)
      throws BrokenFileException, InterruptedException {
    try (GuardedInput guarded = new GuardedInput(BoundedRead.open(file));
        InputStream input = new BufferedInputStream(guarded)) {
      refuseEncoding(file, input);
      return read(file, input, guarded, heartbeat);
    } catch (IOException e) {
      throw new BrokenFileException(
          FilePlace.whole(file), "cannot be read: " + FileErrors.reason(e));
    }
  }

  private static void refuseEncoding(Path file, InputStream input)
      throws IOException, BrokenFileException {
    input.mark(ENCODING_BYTES);
    Optional<String> problem = YamlReader.encodingProblem(input.readNBytes(ENCODING_BYTES));
    if (problem.isPresent()) {
      throw new BrokenFileException(FilePlace.whole(file), problem.get());
    }
    input.reset();
  }

  private static FileContent read(
      Path file, InputStream input, GuardedInput guarded, Heartbeat heartbeat)
      throws IOException, BrokenFileException, InterruptedException {
    try (JsonParser parser = open(file, input)) {
      return documents(file, new TokenReader(file, parser, guarded), heartbeat);
    } catch (IOException e) {
      if (guarded.refusal() != null) {
        throw new BrokenFileException(FilePlace.whole(file), guarded.refusal());
      }
      if (e instanceof JacksonException parsing) {
        throw new BrokenFileException(
            FilePlace.of(file, parsing.getLocation()), problemOf(parsing));
      }
      throw e;
    }
  }

  private static JsonParser open(Path file, InputStream input) throws IOException {
    boolean json = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
    return (json ? JSON : YAML).createParser(input);
  }

  private static FileContent documents(Path file, TokenReader tokens, Heartbeat heartbeat)
      throws IOException, BrokenFileException, InterruptedException {
    FileContentBuilder content = new FileContentBuilder(file);
    ImageStreamObjectReader reader = new ImageStreamObjectReader(tokens, content, heartbeat);
    boolean empty = true;
    FileWarning cutOff = null;
    for (JsonToken token = tokens.nextDocument(); token != null; token = tokens.nextDocument()) {
      if (cutOff != null) {
        // Something follows, so that the file is not cut off there.
        content.leaveOut(cutOff);
        cutOff = null;
      }
      if (token == JsonToken.START_OBJECT) {
        cutOff = reader.readDocument();
        empty = false;
      } else if (!tokens.isNull()) {
        cutOff =
            new FileWarning(
                tokens.place(),
                "expected an ImageStream or a List of them, and found another value");
        tokens.skip();
        empty = false;
      }
    }
    if (cutOff != null) {
      throw new BrokenFileException(cutOff.place(), cutOff.problem());
    }
    if (empty) {
      throw new BrokenFileException(
          FilePlace.whole(file), "holds nothing: empty, or still being written");
    }
    return content.build();
  }

  private static String problemOf(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharConversionException) {
        return "is not text in UTF-8";
      }
      if (cause instanceof MarkedYAMLException yaml) {
        String context = yaml.getContext() == null ? "" : " (" + yaml.getContext() + ")";
        return firstLine(yaml.getProblem()) + context;
      }
    }
    return firstLine(e.getOriginalMessage());
  }

  private static String firstLine(String text) {
    return text == null ? "cannot be parsed" : text.lines().findFirst().orElse(text);
  }
}
