import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds one small image and pushes it. The same name and revision give the same bytes. */
final class DemoImage {

  private static final int BASE_LAYER_BYTES = 1 << 20;
  private static final int OWN_LAYER_BYTES = 1 << 17;

  private DemoImage() {}

  /** The kinds of images: a single image or a list, with Docker's or OCI's media types. */
  enum Kind {
    DOCKER_IMAGE("Docker v2 image", Types.DOCKER, false),
    DOCKER_LIST("Docker v2 list of two architectures", Types.DOCKER, true),
    OCI_IMAGE("OCI image", Types.OCI, false),
    OCI_INDEX("OCI index of two architectures", Types.OCI, true);

    private final String title;
    private final Types types;
    private final boolean list;

    Kind(String title, Types types, boolean list) {
      this.title = title;
      this.types = types;
      this.list = list;
    }

    String title() {
      return title;
    }
  }

  /** Media types of one family. */
  private record Types(String list, String manifest, String config, String layer) {
    static final Types DOCKER =
        new Types(
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.container.image.v1+json",
            "application/vnd.docker.image.rootfs.diff.tar.gzip");
    static final Types OCI =
        new Types(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.config.v1+json",
            "application/vnd.oci.image.layer.v1.tar+gzip");
  }

  /** Pushes the image of a tag's revision and returns its digest. */
  static String push(DemoRegistry registry, Kind kind, String repository, String tag, int revision)
      throws IOException, InterruptedException {
    Types types = kind.types;
    if (!kind.list) {
      byte[] manifest = manifest(registry, types, repository, tag, revision, "amd64");
      return registry.putManifest(repository, tag, types.manifest(), manifest);
    }
    List<String> children = new ArrayList<>();
    for (String architecture : List.of("amd64", "arm64")) {
      byte[] manifest = manifest(registry, types, repository, tag, revision, architecture);
      String digest = DemoRegistry.digest(manifest);
      registry.putManifest(repository, digest, types.manifest(), manifest);
      children.add(
          """
          {"mediaType": "%s", "size": %d, "digest": "%s", "platform": {"architecture": "%s", "os": "linux"}}\
          """
              .formatted(types.manifest(), manifest.length, digest, architecture));
    }
    byte[] list =
        DemoRegistry.bytes(
            """
            {"schemaVersion": 2, "mediaType": "%s", "manifests": [
            %s
            ]}
            """
                .formatted(types.list(), String.join(",\n", children)));
    return registry.putManifest(repository, tag, types.list(), list);
  }

  private static byte[] manifest(
      DemoRegistry registry,
      Types types,
      String repository,
      String tag,
      int revision,
      String architecture)
      throws IOException, InterruptedException {
    DemoLayer base = DemoLayer.of("base image for " + architecture, BASE_LAYER_BYTES);
    DemoLayer own =
        DemoLayer.of(
            "%s:%s, revision %d, %s".formatted(repository, tag, revision, architecture),
            OWN_LAYER_BYTES);
    byte[] config =
        DemoRegistry.bytes(
            """
            {"created": "2026-01-01T00:%02d:00Z", "architecture": "%s", "os": "linux",
             "config": {"Cmd": ["/bin/true"], "Labels": {"io.openshift.build.name": "%s", "revision": "%d"}},
             "rootfs": {"type": "layers", "diff_ids": ["%s", "%s"]}}
            """
                .formatted(
                    revision % 60, architecture, tag, revision, base.diffId(), own.diffId()));
    List<String> layers = new ArrayList<>();
    for (DemoLayer layer : List.of(base, own)) {
      String digest = registry.putBlob(repository, layer.compressed());
      layers.add(descriptor(types.layer(), layer.compressed().length, digest));
    }
    return DemoRegistry.bytes(
        """
        {"schemaVersion": 2, "mediaType": "%s",
         "config": %s,
         "layers": [
        %s
        ]}
        """
            .formatted(
                types.manifest(),
                descriptor(types.config(), config.length, registry.putBlob(repository, config)),
                String.join(",\n", layers)));
  }

  private static String descriptor(String mediaType, int size, String digest) {
    return "{\"mediaType\": \"%s\", \"size\": %d, \"digest\": \"%s\"}"
        .formatted(mediaType, size, digest);
  }
}
