package org.openshift.ci.mirror.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Makes images of random bytes, in each of the formats that registries hold. */
public final class TestImages {

  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  private static final Instant CREATED = Instant.parse("2026-11-01T10:00:00Z");

  private static final String LABEL = "\"io.test\":\"yes\"";

  private final SplittableRandom random;

  /** The same seed gives the same images, in the same order. */
  public TestImages(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A docker image (schema 2) with layers of these sizes. */
  public TestImage docker(long... layerSizes) {
    return dockerCreated(CREATED, layerSizes);
  }

  /** A docker image (schema 2) that shares these layers with others. */
  public TestImage docker(List<TestBlob> layers) {
    return image(DOCKER_MANIFEST, DOCKER_CONFIG, "amd64", layers);
  }

  /** A docker image (schema 2) created at that time. */
  public TestImage dockerCreated(Instant created, long... layerSizes) {
    List<TestBlob> layers = layers(layerSizes);
    return image(DOCKER_MANIFEST, config(DOCKER_CONFIG, "amd64", created, LABEL, layers), layers);
  }

  /** A docker image (schema 2) with that label. */
  public TestImage dockerLabelled(String label, String value, long layerSize) {
    List<TestBlob> layers = layers(layerSize);
    String labels = "\"" + label + "\":\"" + value + "\"";
    return image(DOCKER_MANIFEST, config(DOCKER_CONFIG, "amd64", CREATED, labels, layers), layers);
  }

  /** An OCI image with layers of these sizes. */
  public TestImage oci(long... layerSizes) {
    return image(OCI_MANIFEST, OCI_CONFIG, "amd64", layers(layerSizes));
  }

  /** A docker manifest list of two architectures (amd64, arm64); each has one layer. */
  public TestImage dockerList(long layerSize) {
    return list(
        DOCKER_LIST,
        List.of("amd64", "arm64"),
        List.of(
            image(DOCKER_MANIFEST, DOCKER_CONFIG, "amd64", layers(layerSize)),
            image(DOCKER_MANIFEST, DOCKER_CONFIG, "arm64", layers(layerSize))));
  }

  /** An OCI index of two architectures (arm64, amd64); each has one layer. */
  public TestImage ociIndex(long layerSize) {
    return list(
        OCI_INDEX,
        List.of("arm64", "amd64"),
        List.of(
            image(OCI_MANIFEST, OCI_CONFIG, "arm64", layers(layerSize)),
            image(OCI_MANIFEST, OCI_CONFIG, "amd64", layers(layerSize))));
  }

  /** One layer of random bytes, to be shared by several images. */
  public TestBlob layer(long size) {
    return TestBlob.random(DOCKER_LAYER, random.nextLong(), size);
  }

  /** A config blob that looks like a real one; the id makes it unique. */
  public TestBlob config(String mediaType, String architecture, Instant created) {
    return config(mediaType, architecture, created, LABEL, List.of());
  }

  private TestBlob config(
      String mediaType,
      String architecture,
      Instant created,
      String labels,
      List<TestBlob> layers) {
    String diffIds =
        layers.stream().map(layer -> "\"" + layer.digest() + "\"").collect(Collectors.joining(","));
    String json =
        """
        {"architecture":"%s","os":"linux","created":"%s","id":"%016x",\
        "config":{"Labels":{%s}},"rootfs":{"type":"layers","diff_ids":[%s]},"history":[]}"""
            .formatted(architecture, created, random.nextLong(), labels, diffIds);
    return TestBlob.of(mediaType, json.getBytes(StandardCharsets.UTF_8));
  }

  private TestImage image(
      String mediaType, String configType, String architecture, List<TestBlob> layers) {
    return image(mediaType, config(configType, architecture, CREATED, LABEL, layers), layers);
  }

  /** An image of these blobs; the spelling is not canonical JSON, so that a rewrite shows. */
  public static TestImage image(String mediaType, TestBlob config, List<TestBlob> layers) {
    List<TestBlob> blobs = new ArrayList<>();
    blobs.add(config);
    blobs.addAll(layers);
    StringBuilder json = new StringBuilder("{\n   \"schemaVersion\": 2,\n   \"mediaType\": \"");
    json.append(mediaType).append("\",\n   \"config\": ").append(descriptor(config));
    json.append(",\n   \"layers\": [");
    for (int i = 0; i < layers.size(); i++) {
      json.append(i == 0 ? "\n      " : ",\n      ").append(descriptor(layers.get(i)));
    }
    json.append("\n   ]\n}");
    return new TestImage(mediaType, json.toString(), blobs, List.of());
  }

  /** A list (or index) of these images, one for each architecture. */
  public static TestImage list(
      String mediaType, List<String> architectures, List<TestImage> children) {
    StringBuilder json = new StringBuilder("{ \"schemaVersion\": 2, \"mediaType\": \"");
    json.append(mediaType).append("\",\n  \"manifests\": [");
    for (int i = 0; i < children.size(); i++) {
      TestImage child = children.get(i);
      json.append(
          """
          %s
              {"mediaType": "%s", "size": %d, "digest": "%s",
               "platform": {"architecture": "%s", "os": "linux"}}"""
              .formatted(
                  i == 0 ? "" : ",",
                  child.mediaType(),
                  child.bytes().length,
                  child.digest(),
                  architectures.get(i)));
    }
    json.append("\n  ]\n}\n");
    return new TestImage(mediaType, json.toString(), List.of(), children);
  }

  /** An OCI artifact of this text that has an image as its subject. */
  public static TestImage referrer(TestImage subject, String content) {
    TestBlob config =
        TestBlob.of("application/vnd.oci.empty.v1+json", "{}".getBytes(StandardCharsets.UTF_8));
    TestBlob layer = TestBlob.of("text/plain", content.getBytes(StandardCharsets.UTF_8));
    String withSubject =
        image(OCI_MANIFEST, config, List.of(layer))
            .manifest()
            .replaceFirst(
                "\n}$",
                ",\n \"subject\": {\"mediaType\": \"%s\", \"size\": %d, \"digest\": \"%s\"}\n}"
                    .formatted(subject.mediaType(), subject.bytes().length, subject.digest()));
    return new TestImage(OCI_MANIFEST, withSubject, List.of(config, layer), List.of());
  }

  private List<TestBlob> layers(long... sizes) {
    List<TestBlob> layers = new ArrayList<>();
    for (long size : sizes) {
      layers.add(layer(size));
    }
    return layers;
  }

  private static String descriptor(TestBlob blob) {
    return "{\"mediaType\": \"%s\", \"size\": %d, \"digest\": \"%s\"}"
        .formatted(blob.mediaType(), blob.size(), blob.digest());
  }
}
