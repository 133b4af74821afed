package org.openshift.ci.mirror.worker;

import java.time.Clock;
import org.openshift.ci.mirror.cluster.ClusterConnection;
import org.openshift.ci.mirror.cluster.ClusterImageStreamSource;
import org.openshift.ci.mirror.cluster.FileImageStreamSource;
import org.openshift.ci.mirror.cluster.ImageStreamSource;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Chooses the source of image streams, and the rules that say which of their tags are watched. */
final class SourceWiring {

  private SourceWiring() {}

  /**
   * The source that the settings name.
   *
   * @throws SettingsException when it or a rule cannot be used
   */
  static ImageStreamSource source(WorkerSettings.Sources settings, Clock clock) {
    try {
      WatchRules rules = rules(settings);
      if (settings.imageStreams() != null) {
        return new FileImageStreamSource(settings.imageStreams(), () -> rules, clock);
      }
      return new ClusterImageStreamSource(
          ClusterConnection.open(settings.kubeconfig()), () -> rules, clock);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static WatchRules rules(WorkerSettings.Sources settings) {
    return WatchRules.builder()
        .ignoreTags(settings.ignoredTags())
        .additionalTags(settings.additionalTags())
        .additionalNamespaces(settings.additionalNamespaces())
        .additionalStreams(settings.additionalStreams())
        .build();
  }
}
