package org.openshift.ci.mirror.worker.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.worker.settings.CommandException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the search attributes in the namespace. Temporal accepts an existing attribute with
 * another type without an error, so existing ones are read and compared first.
 */
public final class SearchAttributeRegistration {

  private static final Logger log = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  private SearchAttributeRegistration() {}

  /**
   * Adds the missing search attributes.
   *
   * @throws CommandException if one exists with another type, or cannot be added
   */
  public static void register(WorkflowServiceStubs service, String namespace) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    try {
      addMissing(operator, namespace);
    } finally {
      // Ends its thread; the channel is that of the other stubs, and stays open.
      operator.shutdownNow();
    }
  }

  private static void addMissing(OperatorServiceStubs operator, String namespace) {
    Map<String, IndexedValueType> missing = missing(operator, namespace);
    if (missing.isEmpty()) {
      return;
    }
    try {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putAllSearchAttributes(missing)
                  .build());
      log.info("registered search attributes at Temporal: {}", missing.keySet());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw new CommandException(
            CommandException.FAILED,
            "the search attributes %s could not be added to Temporal's namespace '%s': %s; add them by hand with 'temporal operator search-attribute create'"
                .formatted(missing.keySet(), namespace, e.getStatus().getDescription()));
      }
      // Another worker, started at the same moment, has added them.
      log.debug("search attributes {} were added by another worker", missing.keySet());
    }
  }

  private static Map<String, IndexedValueType> missing(
      OperatorServiceStubs operator, String namespace) {
    Map<String, IndexedValueType> existing =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap();
    Map<String, IndexedValueType> missing = new LinkedHashMap<>();
    MirrorSearchAttributes.types()
        .forEach(
            (name, type) -> {
              IndexedValueType found = existing.get(name);
              if (found == null) {
                missing.put(name, type);
              } else if (found != type) {
                throw new CommandException(
                    CommandException.FAILED,
                    "Temporal's namespace '%s' has a search attribute %s of type %s, but %s is needed: use a separate namespace"
                        .formatted(namespace, name, found, type));
              }
            });
    return missing;
  }
}
