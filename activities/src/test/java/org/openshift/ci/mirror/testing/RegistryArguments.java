package org.openshift.ci.mirror.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How each registry server is told where to listen and where to keep its content. */
final class RegistryArguments {

  private RegistryArguments() {}

  /** Where the content is, within a registry's folder. */
  static Path storage(Path folder) {
    return folder.resolve("data");
  }

  /** Writes the configuration, where there is one, and gives the arguments. */
  static List<String> write(RegistryBinary binary, Path folder, String host, String authentication)
      throws IOException {
    return switch (binary) {
      case DISTRIBUTION_2, DISTRIBUTION_3 ->
          List.of("serve", distribution(folder, host, authentication).toString());
      case ZOT -> List.of("serve", zot(folder, host).toString());
      case OLAREG ->
          List.of(
              "serve",
              "--addr",
              address(host),
              "--port",
              port(host),
              "--dir",
              Files.createDirectories(storage(folder)).toString());
      case CRANE ->
          List.of(
              "registry",
              "serve",
              "--address",
              host,
              "--disk",
              Files.createDirectories(storage(folder)).toString());
    };
  }

  private static Path distribution(Path folder, String host, String authentication)
      throws IOException {
    return Files.writeString(
        folder.resolve("config.yml"),
        """
        version: 0.1
        log:
          level: warn
          accesslog:
            disabled: true
        storage:
          cache:
            blobdescriptor: inmemory
          filesystem:
            rootdirectory: %s
          delete:
            enabled: true
        http:
          addr: %s
        %s"""
            .formatted(storage(folder), host, authentication));
  }

  private static Path zot(Path folder, String host) throws IOException {
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {
          "distSpecVersion": "1.0.1",
          "storage": {"rootDirectory": "%s", "gc": false},
          "http": {"address": "%s", "port": "%s", "compat": ["docker2s2"]},
          "log": {"level": "error"}
        }
        """
            .formatted(storage(folder), address(host), port(host)));
  }

  private static String address(String host) {
    return host.substring(0, host.indexOf(':'));
  }

  private static String port(String host) {
    return host.substring(host.indexOf(':') + 1);
  }
}
