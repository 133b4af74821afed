package org.openshift.ci.mirror.imagestreams.cluster;

import static org.openshift.ci.mirror.imagestreams.Samples.CREATED;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;

import io.fabric8.openshift.api.model.ImageStream;
import io.fabric8.openshift.api.model.ImageStreamBuilder;
import io.fabric8.openshift.api.model.ImageStreamFluent;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** Image streams in the data model of the client. */
public final class ClusterSamples {

  private ClusterSamples() {}

  /**
   * An image stream from {@code ns/name} and tags, each {@code tag=ab} (the newest digest is all a,
   * the one before it all b) or {@code tag} (its import failed).
   */
  public static ImageStream imageStream(String reference, String resourceVersion, String... tags) {
    StreamReference stream = StreamReference.parse(reference);
    ImageStreamFluent<ImageStreamBuilder>.StatusNested<ImageStreamBuilder> status =
        new ImageStreamBuilder()
            .withNewMetadata()
            .withNamespace(stream.namespace())
            .withName(stream.name())
            .withResourceVersion(resourceVersion)
            .endMetadata()
            .withNewStatus();
    for (String tag : tags) {
      int equals = tag.indexOf('=');
      if (equals < 0) {
        status
            .addNewTag()
            .withTag(tag)
            .addNewCondition()
            .withType("ImportSuccess")
            .withStatus("False")
            .withMessage("no such image")
            .endCondition()
            .endTag();
        continue;
      }
      var withItems = status.addNewTag().withTag(tag.substring(0, equals));
      for (char digit : tag.substring(equals + 1).toCharArray()) {
        withItems.addNewItem().withCreated(CREATED).withImage(digest(digit)).endItem();
      }
      withItems.endTag();
    }
    return status.endStatus().build();
  }
}
