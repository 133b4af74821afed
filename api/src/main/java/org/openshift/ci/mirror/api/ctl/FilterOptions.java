package org.openshift.ci.mirror.api.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import picocli.CommandLine.Option;

/**
 * The filters for open mirror tasks. Their values go to the service as they are: it knows which
 * exist, and says so.
 */
final class FilterOptions {

  @Option(
      names = "--state",
      paramLabel = "STATE",
      completionCandidates = States.class,
      description = "Only tasks in this state: ${COMPLETION-CANDIDATES}.")
  private String state;

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      completionCandidates = Owners.class,
      description = "Only tasks of this owner: ${COMPLETION-CANDIDATES}.")
  private String owner;

  @Option(
      names = "--error-type",
      paramLabel = "TYPE",
      completionCandidates = ErrorTypes.class,
      description = "Only tasks whose last failure is of this type, such as SourceMissing.")
  private String errorType;

  @Option(
      names = "--stale",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description =
          "Only tasks whose target is stale, or is not: it has no image, or one that was created more"
              + " than 24 hours before the source's, or was not read yet.")
  private Boolean stale;

  @Option(
      names = "--namespace",
      paramLabel = "NS",
      description = "Only tags in this namespace of image streams.")
  private String namespace;

  @Option(names = "--name", paramLabel = "NAME", description = "Only tags of this image stream.")
  private String name;

  @Option(names = "--tag", paramLabel = "TAG", description = "Only tags with this name.")
  private String tag;

  /** The parameters of the given filters. */
  SequencedMap<String, String> parameters() {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "state", state);
    put(parameters, "owner", owner);
    put(parameters, "error_type", errorType);
    put(parameters, "stale", stale);
    put(parameters, "namespace", namespace);
    put(parameters, "name", name);
    put(parameters, "tag", tag);
    return parameters;
  }

  private static void put(SequencedMap<String, String> parameters, String name, Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
  }

  /** For the completion of shells. */
  static final class States extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    States() {
      Stream.of(MirrorState.values()).map(MirrorState::wireName).forEach(this::add);
    }
  }

  /** For the completion of shells. */
  static final class Owners extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Owners() {
      Stream.of(MirrorOwner.values()).map(MirrorOwner::wireName).forEach(this::add);
    }
  }

  /** For the completion of shells. */
  static final class ErrorTypes extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    ErrorTypes() {
      Stream.of(MirrorErrorType.values()).map(MirrorErrorType::wireName).forEach(this::add);
    }
  }
}
