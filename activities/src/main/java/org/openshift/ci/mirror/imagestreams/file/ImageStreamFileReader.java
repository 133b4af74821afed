package org.openshift.ci.mirror.imagestreams.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads image streams from a file: a single ImageStream, a {@code List} or {@code ImageStreamList},
 * or several documents of these, as {@code oc get imagestreams -o yaml} and {@code -o json} print
 * them.
 *
 * <p>A file is taken whole or not at all when it cannot be parsed, or when an object has no {@code
 * kind}: {@code oc} prints the kind of a list at its end, so that it is missing when the file is
 * still being written. What is wrong with single objects or tags is noted, and the rest is taken.
 */
final class ImageStreamFileReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final YAMLFactory YAML = yaml();

  private ImageStreamFileReader() {}

  private static YAMLFactory yaml() {
    LoaderOptions options = new LoaderOptions();
    // The default of 3 MiB is for strangers' input; a cluster's streams take tens of MB.
    options.setCodePointLimit(Integer.MAX_VALUE);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  /**
   * Reads the file.
   *
   * @param pulse called after each image stream
   * @throws BrokenFileException when it cannot be read or parsed
   */
  static FileContent read(Path file, Heartbeat pulse)
      throws BrokenFileException, InterruptedException {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = open(file, input)) {
      return documents(file, new YamlTokens(file, parser), pulse);
    } catch (JacksonException e) {
      throw new BrokenFileException(FilePlace.of(file, e.getLocation()), whatIsWrong(e));
    } catch (IOException e) {
      throw new BrokenFileException(
          FilePlace.whole(file), "cannot be read: " + e.getClass().getSimpleName() + said(e));
    }
  }

  private static JsonParser open(Path file, InputStream input) throws IOException {
    boolean json = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
    return (json ? JSON : YAML).createParser(input);
  }

  private static FileContent documents(Path file, YamlTokens tokens, Heartbeat pulse)
      throws IOException, BrokenFileException, InterruptedException {
    FileContentBuilder content = new FileContentBuilder(file);
    ImageStreamObjectReader reader = new ImageStreamObjectReader(tokens, content, pulse);
    boolean empty = true;
    for (JsonToken token = tokens.nextDocument(); token != null; token = tokens.nextDocument()) {
      if (token == JsonToken.START_OBJECT) {
        reader.readDocument();
        empty = false;
      } else if (!tokens.isEmptyDocument()) {
        throw new BrokenFileException(
            tokens.place(), "expected an ImageStream or a List of them, and found something else");
      }
    }
    if (empty) {
      throw new BrokenFileException(
          FilePlace.whole(file), "holds nothing: empty, or still being written");
    }
    return content.build();
  }

  private static String whatIsWrong(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
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

  private static String said(IOException e) {
    return e.getMessage() == null ? "" : " (" + firstLine(e.getMessage()) + ")";
  }
}
