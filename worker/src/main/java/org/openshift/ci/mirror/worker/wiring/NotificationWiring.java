package org.openshift.ci.mirror.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.openshift.ci.mirror.activity.notification.NotificationActivitiesImpl;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.contract.NotificationActivities;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.notification.NotificationFile;
import org.openshift.ci.mirror.notification.WebhookClient;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.worker.metrics.NotificationMetrics;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the file of {@code --notifications}, and creates the activity that notifies. */
final class NotificationWiring implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NotificationWiring.class);

  private final NotificationFile file;
  private final WebhookClient client;
  private final NotificationActivities activities;
  private final boolean dryRun;

  private NotificationWiring(NotificationFile file, MeterRegistry metrics, boolean dryRun) {
    this.file = file;
    this.dryRun = dryRun;
    this.client =
        file == null
            ? null
            : new WebhookClient(EnvironmentProxies.ofProcess(), InstantSource.system());
    this.activities =
        file == null
            ? null
            : new NotificationActivitiesImpl(
                file::current,
                client,
                new NotificationMetrics(metrics, file::isRejected),
                InstantSource.system());
  }

  /**
   * Opens the file; without one, nobody is notified.
   *
   * @throws SettingsException with one line per problem, if the file is invalid
   */
  static NotificationWiring open(WorkerSettings settings, MeterRegistry metrics) {
    boolean dryRun = settings.mirror().dryRun();
    if (settings.notifications() == null) {
      return new NotificationWiring(null, metrics, dryRun);
    }
    try {
      NotificationFile file = NotificationFile.open(settings.notifications());
      if (dryRun) {
        log.info("--notifications: a dry run notifies nobody");
      }
      return new NotificationWiring(file, metrics, dryRun);
    } catch (MirroringConfigException e) {
      throw ConfigWiring.refusal("--notifications", settings.notifications(), e);
    }
  }

  /** Whether somebody is to be notified when the tag cannot be mirrored. */
  boolean hasRecipient(TagReference tag) {
    return file != null && !dryRun && file.current().of(tag).isPresent();
  }

  /** The activity; null if nobody is notified. */
  NotificationActivities activities() {
    return activities;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      client.close();
    }
  }
}
