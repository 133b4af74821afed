package org.openshift.ci.mirror.contract;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Optional;

/**
 * The memo and the search attributes of an execution, as Temporal lists it. A missing or unreadable
 * value counts as absent, so that one execution that was started by hand cannot break a listing.
 */
public final class ExecutionFields {

  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private final WorkflowExecutionInfo info;

  public ExecutionFields(WorkflowExecutionInfo info) {
    this.info = info;
  }

  /** A text of the memo; absent when it is empty. */
  public Optional<String> memo(String key) {
    return read(info.getMemo().getFieldsMap().get(key), String.class)
        .filter(text -> !text.isEmpty());
  }

  /** The value of a keyword; absent when it is empty. */
  public Optional<String> keyword(SearchAttributeKey<String> key) {
    return read(indexed(key), String.class).filter(text -> !text.isEmpty());
  }

  /** The value of a boolean. */
  public Optional<Boolean> bool(SearchAttributeKey<Boolean> key) {
    return read(indexed(key), Boolean.class);
  }

  private Payload indexed(SearchAttributeKey<?> key) {
    return info.getSearchAttributes().getIndexedFieldsMap().get(key.getName());
  }

  /** A value; absent when it is of another type. */
  public static <T> Optional<T> read(Payload payload, Class<T> type) {
    if (payload == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(CONVERTER.fromPayload(payload, type, type));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }
}
