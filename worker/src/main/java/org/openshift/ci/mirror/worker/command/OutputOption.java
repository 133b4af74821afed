package org.openshift.ci.mirror.worker.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flag of commands that print their result for people or for programs. */
final class OutputOption {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      converter = FormatConverter.class,
      description = "For people, or one JSON object (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** Whether JSON is to be printed. */
  boolean json() {
    return format == Format.JSON;
  }

  /** Prints a record as indented JSON. */
  static void print(PrintWriter out, Record result) {
    try {
      out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that is no JSON: " + result, e);
    }
  }

  enum Format {
    TEXT,
    JSON
  }

  /** The values of the flag. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      return switch (value) {
        case "text" -> Format.TEXT;
        case "json" -> Format.JSON;
        default -> throw new TypeConversionException("'" + value + "' is not one of: text, json");
      };
    }
  }
}
