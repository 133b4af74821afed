package org.openshift.ci.mirror.worker.wiring;

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

/** Creates the source of image streams, and the rules that say which of their tags are watched. */
public final class SourceWiring {

  private SourceWiring() {}

  /**
   * Opens the source that the settings name.
   *
   * @throws SettingsException if it cannot be used
   */
  public static ImageStreamSource source(
      WorkerSettings.Sources settings, Supplier<WatchRules> rules) {
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
   * Checks the settings of sources and rules, without connecting to a cluster.
   *
   * @throws SettingsException if a source or a rule cannot be used
   */
  public static void check(WorkerSettings.Sources settings) {
    if (settings.imageStreams() != null || settings.kubeconfig() != null) {
      source(settings, rules(settings, TargetClaims::none, TestInputs::none)).close();
      return;
    }
    rules(settings, TargetClaims::none, TestInputs::none);
  }

  /**
   * The current rules for watched tags.
   *
   * @throws SettingsException if a rule cannot be used
   */
  public static Supplier<WatchRules> rules(
      WorkerSettings.Sources settings,
      Supplier<? extends TargetClaims> claims,
      Supplier<? extends TestInputs> testInputs) {
    try {
      return new CurrentWatchRules(flags(settings), claims, testInputs);
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
