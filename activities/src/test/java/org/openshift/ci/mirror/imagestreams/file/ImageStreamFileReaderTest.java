package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.imagestreams.Heartbeat;

class ImageStreamFileReaderTest extends WithImageStreamFiles {

  @Test
  void aSingleStreamAsOcPrintsIt() throws Exception {
    FileContent content =
        read(
            "a.yaml",
            """
            apiVersion: image.openshift.io/v1
            kind: ImageStream
            metadata:
              annotations:
                tag: not-this-one
              name: "4.22"
              namespace: ocp
            spec:
              tags:
              - name: only-in-spec
            status:
              dockerImageRepository: registry.local/ocp/4.22
              tags:
              - items:
                - created: "2026-03-02T10:00:00Z"
                  dockerImageReference: registry.local/ocp/4.22@%1$s
                  generation: 2
                  image: %1$s
                - created: "2026-03-01T10:00:00Z"
                  image: %2$s
                tag: base
              - conditions:
                - generation: 4
                  lastTransitionTime: "2026-03-02T10:00:00Z"
                  message: 'dockerimage "gone" not found'
                  reason: NotFound
                  status: "False"
                  type: ImportSuccess
                items: null
                tag: broken
              - items: []
                tag: 4.10
            """
                .formatted(digest('a'), digest('b')));
    assertEquals(List.of(), content.warnings());
    assertEquals(
        "ocp/4.22 base=a broken[ocp/4.22:broken has no image: import failed: dockerimage \"gone\" not found]"
            + " 4.10[ocp/4.22:4.10 has no image: nothing was pushed to it or imported yet]",
        inShort(content));
    assertEquals(1772445600, content.streams().getFirst().tags().getFirst().created());
  }

  @Test
  void aListWhoseKindStandsAtItsEnd() throws Exception {
    FileContent content =
        read(
            "list.yml",
            "apiVersion: v1\nitems:\n" + item("x", "a") + item("y", "b") + "kind: List\n");
    assertEquals("ocp/x tag=a\nocp/y tag=b", inShort(content));
    assertEquals(List.of(), content.warnings());
  }

  @Test
  void aTypedListWhoseItemsHaveNoKind() throws Exception {
    FileContent content =
        read(
            "list.yaml",
            """
            kind: ImageStreamList
            items:
            - metadata: {namespace: ocp, name: x}
              status: {tags: [{tag: tag, items: [{image: "%s"}]}]}
            """
                .formatted(digest('a')));
    assertEquals("ocp/x tag=a", inShort(content));
  }

  @Test
  void severalDocuments() throws Exception {
    FileContent content =
        read(
            "documents.yaml",
            "---\n" + document("x", "a") + "---\n# nothing\n---\n" + document("y", "b") + "...\n");
    assertEquals("ocp/x tag=a\nocp/y tag=b", inShort(content));
  }

  @Test
  void json() throws Exception {
    String object =
        """
        {"kind": "ImageStream", "metadata": {"namespace": "ocp", "name": "%s"},
         "status": {"tags": [{"tag": "tag", "items": [{"image": "%s", "created": "x"}]}]}}
        """;
    String x = object.formatted("x", digest('a'));
    String y = object.formatted("y", digest('b'));
    assertEquals("ocp/x tag=a", inShort(read("one.json", x)));
    assertEquals(
        "ocp/x tag=a\nocp/y tag=b",
        inShort(read("list.json", "{\"items\": [" + x + "," + y + "], \"kind\": \"List\"}")));
    assertEquals("ocp/x tag=a\nocp/y tag=b", inShort(read("two.json", x + y)));
    assertEquals("ocp/x tag=a", inShort(read("json-in.yaml", x)), "YAML contains JSON");
  }

  @Test
  void brokenYamlIsNamedWithLineAndColumn() {
    BrokenFileException broken =
        broken(
            "bad.yaml", document("x", "a") + "---\nkind: ImageStream\nmetadata:\n  name: a: b\n");
    int line = document("x", "a").split("\n").length + 4;
    assertEquals(
        folder.resolve("bad.yaml") + ":" + line + ":10: mapping values are not allowed here",
        broken.getMessage());
  }

  @Test
  void brokenJsonIsNamedWithLineAndColumn() {
    String message =
        broken("bad.json", "{\"kind\": \"ImageStream\",\n \"metadata\": }").getMessage();
    assertTrue(message.startsWith(folder.resolve("bad.json") + ":2:14: "), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void whatIsCutOffIsBroken() throws Exception {
    String whole = "apiVersion: v1\nitems:\n" + item("x", "a") + item("y", "b") + "kind: List\n";
    assertEquals("ocp/x tag=a\nocp/y tag=b", inShort(read("whole.yaml", whole)));
    for (int length = 0; length < whole.length() - "kind: List\n".length(); length++) {
      broken("cut-" + length + ".yaml", whole.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only a comment\n",
        "just text",
        "- a\n- list\n",
        "kind: ImageStream\nkind: ImageStream\n",
        "metadata: {namespace: a, name: b}\n",
        "kind: ImageStream\nmetadata: &m {namespace: a, name: b}\nstatus: *m\n",
        "kind: ImageStream\n\tmetadata: {}\n",
        "kind: \"\u0001\"\n",
        "kind: ImageStream\nmetadata: {namespace: a, name: !!binary x y}}\n"
      })
  void whatCannotBeReadIsOneClearLine(String text) {
    String message = broken("bad.yaml", text).getMessage();
    assertTrue(message.startsWith(folder.resolve("bad.yaml").toString()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void bytesThatAreNoTextAreBroken() throws Exception {
    Path file = folder.resolve("bad.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xc3, 0});
    assertThrows(BrokenFileException.class, () -> ImageStreamFileReader.read(file, Heartbeat.NONE));
  }

  @Test
  void aLargeListIsReadWithHeartbeats() throws Exception {
    StringBuilder text = new StringBuilder("items:\n");
    for (int number = 0; number < 20_000; number++) {
      text.append(item("stream-" + number, "a"));
    }
    text.append("kind: List\n");
    assertTrue(text.length() > 3 << 20, "larger than the default limit of the YAML parser");
    Path file = write("large.yaml", text.toString());
    int[] beats = {0};
    FileContent content = ImageStreamFileReader.read(file, () -> beats[0]++);
    assertEquals(20_000, content.streams().size());
    assertTrue(beats[0] >= 20_000, "beats: " + beats[0]);
  }
}
