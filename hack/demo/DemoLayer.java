import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * A layer: a tar archive with one file of a given size, compressed.
 *
 * @param diffId digest of the archive before compression, as an image's configuration names it
 * @param compressed the blob as it is pushed
 */
record DemoLayer(String diffId, byte[] compressed) {

  private static final int BLOCK = 512;

  /**
   * A layer whose bytes follow from the text; they do not compress, as most of a layer's do not.
   */
  static DemoLayer of(String text, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(text.hashCode()).nextBytes(content);
    byte[] head = (text + "\n").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, content, 0, head.length);
    byte[] archive = tar("usr/share/demo/" + Integer.toHexString(text.hashCode()), content);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(archive);
    }
    return new DemoLayer(DemoRegistry.digest(archive), compressed.toByteArray());
  }

  private static byte[] tar(String name, byte[] content) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o ".formatted(content.length));
    put(header, 136, "00000000000 ");
    put(header, 156, "0");
    put(header, 257, "ustar\0" + "00");
    // The checksum is computed with blanks in its own field.
    put(header, 148, "        ");
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    int padded = (content.length + BLOCK - 1) / BLOCK * BLOCK;
    // Two empty blocks end the archive.
    byte[] archive = Arrays.copyOf(header, BLOCK + padded + 2 * BLOCK);
    System.arraycopy(content, 0, archive, BLOCK, content.length);
    return archive;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
