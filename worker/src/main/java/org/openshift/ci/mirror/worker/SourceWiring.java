package org.openshift.ci.mirror.worker;

import java.util.function.Supplier;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.imagestreams.cluster.ClusterConnection;
import org.openshift.ci.mirror.imagestreams.cluster.ClusterImageStreamSource;
import org.openshift.ci.mirror.imagestreams.file.FileImageStreamSource;
import org.openshift.ci.mirror.watchrules.TargetClaims;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Chooses the source of image streams, and the rules that say which of their tags are watched. */
final class SourceWiring {

  private SourceWiring() {}

  /**
   * The source that the settings name.
   *
   * @throws SettingsException when it cannot be used
   */
  static ImageStreamSource source(WorkerSettings.Sources settings, Supplier<WatchRules> rules) {
    try {
      if (settings.imageStreams() != null) {
        return new FileImageStreamSource(settings.imageStreams(), rules);
      }
      return new ClusterImageStreamSource(ClusterConnection.open(settings.kubeconfig()), rules);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /**
   * Checks what the settings say about sources and rules, without connecting anywhere.
   *
   * @throws SettingsException when a source or a rule cannot be used
   */
  static void check(WorkerSettings.Sources settings) {
    if (settings.imageStreams() != null || settings.kubeconfig() != null) {
      source(settings, rules(settings, TargetClaims::none, TestInputs::none)).close();
      return;
    }
    rules(settings, TargetClaims::none, TestInputs::none);
  }

  /**
   * The rules for watched tags, as they are at every moment.
   *
   * @throws SettingsException when a rule cannot be used
   */
  static Supplier<WatchRules> rules(
      WorkerSettings.Sources settings,
      Supplier<? extends TargetClaims> claims,
      Supplier<? extends TestInputs> testInputs) {
    try {
      return new RulesInForce(flags(settings), claims, testInputs);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static WatchRules flags(WorkerSettings.Sources settings) {
    return WatchRules.builder()
        .ignoreTags(settings.ignoredTags())
        .additionalTags(settings.additionalTags())
        .additionalNamespaces(settings.additionalNamespaces())
        .additionalStreams(settings.additionalStreams())
        .build();
  }
}
