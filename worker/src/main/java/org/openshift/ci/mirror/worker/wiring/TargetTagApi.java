package org.openshift.ci.mirror.worker.wiring;

import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Whether quay's own API is used for the target's tags, as the settings say. */
final class TargetTagApi {

  private TargetTagApi() {}

  static boolean isUsed(WorkerSettings settings) {
    String registry = PullSpec.parse(settings.mirror().targetRepository() + ":any").registry();
    return switch (settings.sweeps().tagApi()) {
      case AUTO -> registry.equals("quay.io");
      case YES -> true;
      case NO -> false;
    };
  }

  static TagApiToken token(WorkerSettings settings) {
    return new TagApiToken(settings.sweeps().tagApiToken());
  }
}
