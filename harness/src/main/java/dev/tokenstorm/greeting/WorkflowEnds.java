package dev.tokenstorm.greeting;

import dev.tokenstorm.workload.JsonTexts;
import dev.tokenstorm.workload.WorkflowEnd;
import dev.tokenstorm.workload.WorkflowEnd.Cause;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;

/** Reads a greeting's end from the wire. */
public final class WorkflowEnds {
  private WorkflowEnds() {}

  /** Completed with this result. */
  public static WorkflowEnd completed(Payloads result) {
    return WorkflowEnd.completed(JsonTexts.read(result));
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
}
