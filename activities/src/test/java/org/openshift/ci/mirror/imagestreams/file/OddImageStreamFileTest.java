package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.log.SafeText;

/** What is wrong with a part of a file leaves the other parts alone, and nothing takes long. */
class OddImageStreamFileTest extends WithImageStreamFiles {

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

  @ParameterizedTest
  @ValueSource(strings = {"text", "[a]", "7", "{tags: {tag: a}}", "{tags: text}", "{tags: 1}"})
  void aStatusOfAnotherFormIsNotTakenForNoTags(String status) throws Exception {
    String odd = "kind: ImageStream\nmetadata: {namespace: ocp, name: odd}\nstatus: " + status;
    FileContent content = read("form.yaml", odd + "\n---\n" + document("x", "a"));
    assertEquals("ocp/x tag=a", inShort(content));
    assertTrue(content.incomplete());
    String tags = status.startsWith("{") ? ".tags' is not a list" : "' is not an object";
    assertTrue(
        warnings(content).getFirst().contains("'status" + tags), warnings(content)::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{tags: }", "{tags: null}", "{tags: []}"})
  void anImageStreamMayHaveNoTags(String status) throws Exception {
    String empty = "kind: ImageStream\nmetadata: {namespace: ocp, name: new}\nstatus: " + status;
    FileContent content = read("new.yaml", empty + "\n");
    assertEquals(List.of(), warnings(content));
    assertEquals(1, content.streams().size());
  }

  @Test
  void itemsOfAnotherFormAreNotTakenForAnEmptyList() {
    for (String items : List.of("{a: b}", "text", "7")) {
      BrokenFileException e =
          assertThrows(
              BrokenFileException.class, () -> read("l.yaml", "kind: List\nitems: " + items));
      assertTrue(e.getMessage().contains("'items' is not a list"), e.getMessage());
    }
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
  void aTextInAnotherEncodingIsNamedAsSuch() throws Exception {
    byte[] latin = ("# f\u00fcr\n" + document("x", "a")).getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.yaml"), latin);
    String message =
        assertThrows(
                BrokenFileException.class, () -> ImageStreamFileReader.read(file, Heartbeat.NONE))
            .getMessage();
    assertTrue(message.endsWith(": is not text in UTF-8"), message);
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
}
