package dev.tokenstorm.completion;

import dev.tokenstorm.server.Backoff;
import io.grpc.Status;

/** The outcome of a call, read from its status. */
public enum CallOutcome {
  OK,
  /** A heartbeat was taken, and says that cancellation is requested. */
  CANCEL_REQUESTED,
  /** The server does not know the pending activity: closed, retried, or its workflow closed. */
  GONE,
  /** It may succeed when it is made again. */
  AGAIN,
  /** It will not succeed. */
  REFUSED;

  /** The answer that a failed call amounts to. */
  static CallOutcome of(CallKind call, Status status) {
    Status.Code code = status.getCode();
    // By id, a newer server may know that the activity is closed, and says so in these words.
    if (code == Status.Code.NOT_FOUND || code == Status.Code.FAILED_PRECONDITION) {
      return GONE;
    }
    // The server says so while it has not recorded the request to cancel.
    boolean notYetRequested =
        call == CallKind.REPORT_CANCELLATION && code == Status.Code.INVALID_ARGUMENT;
    return notYetRequested || Backoff.isTransient(status) ? AGAIN : REFUSED;
  }
}
