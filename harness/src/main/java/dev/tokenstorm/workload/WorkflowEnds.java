package dev.tokenstorm.workload;

import dev.tokenstorm.workload.WorkflowEnd.Cause;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;

/** Reads a workflow's end from the wire. */
public final class WorkflowEnds {
  private WorkflowEnds() {}

  /** Completed with this result. */
  public static WorkflowEnd completed(Payloads result) {
    return WorkflowEnd.completed(text(result));
  }

  /** Failed of this failure, or of what caused it if it is an activity's. */
  public static WorkflowEnd failed(Failure failure) {
    Failure cause = failure.hasActivityFailureInfo() ? failure.getCause() : failure;
    if (cause.hasTimeoutFailureInfo()) {
      return WorkflowEnd.failed(Cause.TIMEOUT);
    }
    return WorkflowEnd.failed(
        cause.hasApplicationFailureInfo() && failure.hasActivityFailureInfo()
            ? Cause.APPLICATION
            : Cause.OTHER);
  }

  /** The first payload as text; empty when there is none, or it is none. */
  public static String text(Payloads payloads) {
    return payloads.getPayloadsCount() == 0 ? "" : text(payloads.getPayloads(0));
  }

  private static String text(Payload payload) {
    try {
      String text =
          DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
      return text == null ? "" : text;
    } catch (DataConverterException notText) {
      return "";
    }
  }
}
