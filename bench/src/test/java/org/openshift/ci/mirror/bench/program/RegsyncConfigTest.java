package org.openshift.ci.mirror.bench.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegsyncConfigTest {

  @Test
  void hasEveryRegistryAndEveryEntry() throws IOException {
    RegsyncConfig config =
        new RegsyncConfig(
            Set.of("127.0.0.1:5000"),
            List.of(new RegsyncConfig.Entry("127.0.0.1:5000/a/b:1.0", "127.0.0.1:5000/c:2")));
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"version": 1,
                 "creds": [{"registry": "127.0.0.1:5000", "tls": "disabled"}],
                 "defaults": {"parallel": 4},
                 "sync": [{"source": "127.0.0.1:5000/a/b:1.0", "target": "127.0.0.1:5000/c:2",
                           "type": "image"}]}""");
    assertEquals(expected, new ObjectMapper(new YAMLFactory()).readTree(config.yaml()));
  }
}
