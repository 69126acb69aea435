package dev.tokenstorm.greeting;

import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;

/** Reads a greeting's end from the wire. */
public final class WorkflowEnds {
  private WorkflowEnds() {}

  /** Completed with this result. */
  public static ExecutionEnd completed(Payloads result) {
    return ExecutionEnd.completed(JsonTexts.read(result));
  }

  /** Failed of this failure, or of what caused it if it is an activity's. */
  public static ExecutionEnd failed(Failure failure) {
    Failure cause = failure.hasActivityFailureInfo() ? failure.getCause() : failure;
    if (cause.hasTimeoutFailureInfo()) {
      return ExecutionEnd.failed(Cause.TIMEOUT);
    }
    return ExecutionEnd.failed(
        cause.hasApplicationFailureInfo() && failure.hasActivityFailureInfo()
            ? Cause.APPLICATION
            : Cause.OTHER);
  }
}
