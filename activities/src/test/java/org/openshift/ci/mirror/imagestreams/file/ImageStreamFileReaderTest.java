package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.files.SafeText;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.index.TagState;

class ImageStreamFileReaderTest {

  @TempDir Path folder;

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
  void whatIsWrongWithOneObjectLeavesTheOthersAlone() throws Exception {
    FileContent content =
        read(
            "mixed.yaml",
            """
            kind: Pod
            metadata: {namespace: ocp, name: pod}
            status: running
            ---
            kind: ImageStream
            metadata: {name: homeless}
            ---
            kind: ImageStream
            metadata: {namespace: ocp}
            ---
            kind: ImageStream
            metadata: {namespace: ocp, name: a:b}
            ---
            """
                + document("x", "a")
                + "---\n"
                + document("x", "b"));
    assertEquals("ocp/x tag=a", inShort(content));
    assertEquals(
        List.of(
            "mixed.yaml:1:1: kind Pod is not ImageStream, and is left out",
            "mixed.yaml:5:1: this ImageStream has no metadata.namespace, and is left out",
            "mixed.yaml:8:1: this ImageStream has no metadata.name, and is left out",
            "mixed.yaml:11:1: 'a:b' is not the name of an image stream, so it is left out",
            "mixed.yaml:26:1: image stream ocp/x is left out here, as line 14 defines it already"),
        warnings(content));
  }

  @Test
  void whatIsWrongWithOneTagLeavesTheOthersAlone() throws Exception {
    FileContent content =
        read(
            "tags.yaml",
            """
            kind: ImageStream
            metadata: {namespace: ocp, name: x}
            status:
              tags:
              - tag: short
                items:
                - image: sha256:12
              - items: []
              - tag: a/b
              - tag: good
                items:
                - image: %1$s
              - tag: good
                items:
                - image: %1$s
              - tag: without
                items:
                - created: now
            """
                .formatted(digest('a')));
    assertEquals(
        List.of(
            "tags.yaml:7:14: ocp/x:short names the image 'sha256:12': expected sha256: and 64 hexadecimal digits",
            "tags.yaml:8:5: this element of status.tags has no tag, and is left out of image stream ocp/x",
            "tags.yaml:9:5: 'a/b' is not the tag of an image stream tag, and is left out of image stream ocp/x",
            "tags.yaml:13:5: tag good is in the same stream already, and is left out of image stream ocp/x",
            "tags.yaml:18:7: ocp/x:without has no image: its newest item names no image; import it or push to it"),
        warnings(content));
    assertEquals(
        List.of("short", "good", "without"),
        content.streams().getFirst().tags().stream().map(TagState::tag).toList());
  }

  @Test
  void anOddItemOfAListLeavesTheOthersAlone() throws Exception {
    FileContent content =
        read(
            "list.yaml",
            "apiVersion: v1\nitems:\n"
                + item("x", "a")
                + """
                - kind: ImageStream
                  metadata: &m {namespace: ocp, name: alias}
                  status: *m
                - kind: ImageStream
                  kind: ImageStream
                  metadata: {namespace: ocp, name: twice}
                - text
                - null
                - [a, list]
                - *m
                """
                + item("y", "b")
                + "kind: List\n");
    assertEquals("ocp/x tag=a\nocp/y tag=b", inShort(content));
    assertTrue(content.incomplete());
    List<String> warnings = warnings(content);
    assertEquals(6, warnings.size(), warnings.toString());
    assertEquals(
        "list.yaml:16:11: the alias *m is not supported; write out the value, so the object is left out",
        warnings.get(0));
    assertTrue(
        warnings.get(1).contains("the field 'kind' is repeated, so the object is left out"),
        warnings.get(1));
    assertTrue(
        warnings.subList(2, 6).stream().allMatch(line -> line.endsWith("and is left out")),
        warnings.toString());
  }

  @Test
  void anOddItemOfAJsonListLeavesTheOthersAlone() throws Exception {
    String good =
        ("{\"kind\": \"ImageStream\", \"metadata\": {\"namespace\": \"ocp\", \"name\": \"%s\"},"
                + " \"status\": {\"tags\": [7, {\"tag\": \"tag\", \"items\": [{\"image\": \"%s\"}]}]}}")
            .formatted("x", digest('a'));
    String twice = "{\"kind\": \"ImageStream\", \"metadata\": {\"name\": \"a\", \"name\": \"b\"}}";
    FileContent content =
        read("list.json", "{\"kind\": \"List\", \"items\": [" + twice + ", 7, " + good + "]}");
    assertEquals("ocp/x tag=a", inShort(content));
    assertEquals(3, content.warnings().size(), content.warnings().toString());
  }

  @Test
  void anOddDocumentBetweenOthersLeavesThemAlone() throws Exception {
    FileContent content =
        read(
            "documents.yaml",
            document("x", "a")
                + "---\njust text\n---\n- a\n- list\n---\nmetadata: {namespace: a, name: b}\n---\n"
                + document("y", "b"));
    assertEquals("ocp/x tag=a\nocp/y tag=b", inShort(content));
    assertEquals(3, content.warnings().size(), content.warnings().toString());
  }

  @Test
  void anOddDocumentAtTheEndMayBeCutOff() {
    for (String end : List.of("apiVers", "apiVersion: v1\n", "- a\n")) {
      BrokenFileException broken = broken("cut.yaml", document("x", "a") + "---\n" + end);
      assertTrue(broken.getMessage().contains("cut.yaml:13:1: "), broken.getMessage());
    }
  }

  @Test
  void aFileOfSomethingElseDoesNotFloodTheLog() throws Exception {
    FileContent content = read("pods.yaml", "kind: Pod\n---\n".repeat(100));
    assertEquals(21, content.warnings().size());
    assertTrue(content.warnings().getLast().endsWith("pods.yaml: 80 more warnings like these"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: ImageStream\nmetadata: {name: LONG}\n",
        "kind: ImageStream\nspec: LONG\n",
        "kind: ImageStream\nspec: \"LONG\"\n",
        "kind: ImageStream\nspec: |\n  LONG\n",
        "kind: ImageStream\nLONG: x\n",
        "kind: ImageStream\nspec: {a: [{b: LONG}]}\n",
        "#LONG\nkind: ImageStream\n",
      })
  void aValueOfManyMegabytesIsRefused(String text) {
    String longer = text.replace("LONG", "x".repeat(3 << 20));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          String message = broken("long.yaml", longer).getMessage();
          assertTrue(
              message.endsWith("has a value or a comment of more than 1,048,576 bytes"), message);
        });
  }

  @Test
  void aJsonValueOfManyMegabytesIsRefused() {
    String text =
        "{\"kind\": \"ImageStream\", \"spec\": {\"a\": \"%s\"}}".formatted("x".repeat(3 << 20));
    String message = broken("long.json", text).getMessage();
    assertTrue(message.endsWith("has a value or a comment of more than 1,048,576 bytes"), message);
  }

  @Test
  void aTextInUtf16IsNamedAsSuch() throws Exception {
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String name : List.of("wide.yaml", "wide.json")) {
        Path file = Files.write(folder.resolve(name), document("x", "a").getBytes(charset));
        assertEquals(
            file + ": is text in UTF-16; save it in UTF-8",
            assertThrows(
                    BrokenFileException.class,
                    () -> ImageStreamFileReader.read(file, Heartbeat.NONE))
                .getMessage());
      }
    }
  }

  @Test
  void noControlCharacterOfANameReachesAMessage() throws Exception {
    String hostile = "\"a\\e[31m\\r\\nforged\"";
    FileContent content =
        read(
            "hostile.yaml",
            """
            kind: HOSTILE
            ---
            kind: ImageStream
            metadata: {namespace: ocp, name: HOSTILE}
            ---
            kind: ImageStream
            metadata: {namespace: ocp, name: x, HOSTILE: 1, HOSTILE: 2}
            ---
            kind: ImageStream
            metadata: {namespace: ocp, name: y}
            status: {tags: [{tag: HOSTILE}, {tag: bad, items: [{image: HOSTILE}]}]}
            """
                .replace("HOSTILE", hostile));
    assertEquals(5, content.warnings().size(), content.warnings().toString());
    assertTrue(content.warnings().stream().allMatch(SafeText::isVisible), content.toString());
    BrokenFileException broken = broken("hostile.yaml", "kind: ImageStream\nmetadata: *a\u2028b\n");
    assertTrue(SafeText.isVisible(broken.getMessage()), broken.getMessage());
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

  private FileContent read(String name, String text) throws Exception {
    return ImageStreamFileReader.read(write(name, text), Heartbeat.NONE);
  }

  private BrokenFileException broken(String name, String text) {
    return assertThrows(BrokenFileException.class, () -> read(name, text), text);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> warnings(FileContent content) {
    return content.warnings().stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  private static String document(String name, String digit) {
    return """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata:
          name: %s
          namespace: ocp
        status:
          tags:
          - items:
            - created: "2026-03-02T10:00:00Z"
              image: %s
            tag: tag
        """
        .formatted(name, digest(digit.charAt(0)));
  }

  private static String item(String name, String digit) {
    return "- " + document(name, digit).stripTrailing().replace("\n", "\n  ") + "\n";
  }

  private static String inShort(FileContent content) {
    return content.streams().stream()
        .map(
            state ->
                state.stream()
                    + state.tags().stream()
                        .map(ImageStreamFileReaderTest::inShort)
                        .collect(Collectors.joining(" ", " ", "")))
        .collect(Collectors.joining("\n"));
  }

  private static String inShort(TagState tag) {
    return tag.problem() == null
        ? tag.tag() + "=" + tag.digest().toString().charAt("sha256:".length())
        : tag.tag() + "[" + tag.problem().message() + "]";
  }
}
