package org.openshift.ci.mirror.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.openshift.ci.mirror.yaml.YamlException;
import org.openshift.ci.mirror.yaml.YamlReader;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Parses the content of a configuration file, plain or compressed with gzip. */
public final class ConfigText {

  /** Bytes of a file, and of its text when unpacked; the real file has about 60,000. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  /** Values of a file, with aliases written out; the real file has about 4,000. */
  static final int MOST_VALUES = 100_000;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private ConfigText() {}

  /**
   * The file's only YAML document.
   *
   * @param problems names the file in messages
   * @throws MirroringConfigException when the content is too large, cannot be unpacked, is not
   *     YAML, is empty, or has several documents
   */
  public static YamlValue parse(byte[] content, Problems problems) throws MirroringConfigException {
    byte[] text = isGzip(content) ? unpack(content, problems) : content;
    if (text.length > MAX_BYTES) {
      throw refuse(problems, 0, "is larger than %d MiB".formatted(MAX_BYTES >> 20));
    }
    try {
      YamlValue root = YamlReader.readSingle(text, MOST_VALUES);
      if (root == null || root.isNull()) {
        throw refuse(problems, 0, "is empty; a configuration without entries is written {}");
      }
      return root;
    } catch (YamlException e) {
      throw refuse(problems, e.line(), e.reason());
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
      throw refuse(problems, 0, "cannot be unpacked as gzip: " + e.getMessage());
    }
  }

  private static MirroringConfigException refuse(Problems problems, int line, String why) {
    return new MirroringConfigException(problems.problem(line, why));
  }
}
