package org.openshift.ci.mirror.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The first line and the headers of an HTTP/1.1 message, and the passing on of its body. */
record HttpHead(String firstLine, Map<String, String> headers, String text) {

  /** Moves the bytes of a body; says how many it takes before it ends the exchange. */
  interface Mover {
    void move(byte[] bytes, int count) throws IOException;
  }

  /** Reads a head; null when the connection ended before it. */
  static HttpHead read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        if (bytes.size() == 0) {
          return null;
        }
        throw new EOFException("connection ended within a head");
      }
      bytes.write(b);
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : (b == '\r' ? 1 : 0);
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    String[] lines = text.split("\r\n", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return new HttpHead(lines[0], headers, text);
  }

  String word(int index) {
    return firstLine.split(" ", 3)[index];
  }

  boolean expectsContinue() {
    return "100-continue".equalsIgnoreCase(headers.get("expect"));
  }

  /** Reads the body that belongs to this head; chunks are passed on with their framing. */
  void moveBody(InputStream in, Mover mover) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      moveChunks(in, mover);
    } else {
      move(in, Long.parseLong(headers.getOrDefault("content-length", "0")), mover);
    }
  }

  private static void moveChunks(InputStream in, Mover mover) throws IOException {
    while (true) {
      String line = line(in);
      byte[] framing = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      mover.move(framing, framing.length);
      int size = Integer.parseInt(line.strip(), 16);
      move(in, size + 2L, mover);
      if (size == 0) {
        return;
      }
    }
  }

  private static void move(InputStream in, long length, Mover mover) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new EOFException("connection ended within a body");
      }
      mover.move(buffer, count);
      left -= count;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection ended within a body");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** A mover that writes everything. */
  static Mover to(OutputStream out) {
    return (bytes, count) -> out.write(bytes, 0, count);
  }
}
