package org.openshift.ci.mirror.ownership;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.Fingerprint;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.TestInputs;

/** Configurations and test inputs for tests of owners. */
final class Worlds {

  static final Endpoints ENDPOINTS =
      new Endpoints("registry.ci.openshift.org", "quay.io/openshift/ci");

  private Worlds() {}

  static MirroringConfig config(String yaml) {
    try {
      return read(yaml);
    } catch (MirroringConfigException e) {
      throw new AssertionError(e);
    }
  }

  static MirroringConfig read(String yaml) throws MirroringConfigException {
    return new ConfigReader(ENDPOINTS).read(yaml.getBytes(StandardCharsets.UTF_8), "c.yaml");
  }

  /** Test inputs. */
  record Inputs(Set<TagReference> tags, Set<StreamReference> streams) implements TestInputs {
    @Override
    public boolean containsTag(TagReference tag) {
      return tags.contains(tag);
    }

    @Override
    public boolean containsStream(StreamReference stream) {
      return streams.contains(stream);
    }

    @Override
    public String fingerprint() {
      return Fingerprint.of(Stream.concat(tags.stream(), streams.stream()));
    }
  }
}
