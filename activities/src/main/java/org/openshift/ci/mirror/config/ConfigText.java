package org.openshift.ci.mirror.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Turns the bytes of a configuration file, plain or compressed with gzip, into text. */
public final class ConfigText {

  /** Bytes of text, unpacked; the real file has about 60,000. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private ConfigText() {}

  /**
   * The text.
   *
   * @throws MirroringConfigException when it is too large, not UTF-8, or the compression is broken
   */
  public static String of(byte[] content, Problems problems) throws MirroringConfigException {
    byte[] plain = isGzip(content) ? unpack(content, problems) : content;
    if (plain.length > MAX_BYTES) {
      throw refuse(problems, "is larger than %d MiB".formatted(MAX_BYTES >> 20));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw refuse(problems, "is not text in UTF-8");
    }
  }

  private static boolean isGzip(byte[] content) {
    return content.length > 1
        && Byte.toUnsignedInt(content[0]) == GZIP_FIRST
        && Byte.toUnsignedInt(content[1]) == GZIP_SECOND;
  }

  private static byte[] unpack(byte[] content, Problems problems) throws MirroringConfigException {
    try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return input.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw refuse(problems, "cannot be unpacked as gzip: " + e.getMessage());
    }
  }

  private static MirroringConfigException refuse(Problems problems, String what) {
    return new MirroringConfigException(problems.problem(0, what));
  }
}
