package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.CanceledFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TerminatedFailureInfo;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failures by which a server ends standalone activities. */
final class StandaloneFailures {
  private StandaloneFailures() {}

  /** Returns a worker's failure, or a general one if the worker has given none. */
  static Failure given(Failure failure) {
    return failure.equals(Failure.getDefaultInstance())
        ? Failure.newBuilder().setMessage("activity task failed without failure details").build()
        : failure;
  }

  /**
   * Returns the failure of a cancelled activity.
   *
   * @param canceller who requested it
   */
  static Failure canceled(@Nullable Payloads details, String canceller) {
    CanceledFailureInfo.Builder info = CanceledFailureInfo.newBuilder().setIdentity(canceller);
    if (details != null) {
      info.setDetails(details);
    }
    return Failure.newBuilder()
        .setMessage("Activity canceled")
        .setCanceledFailureInfo(info)
        .build();
  }

  /** Returns a text as a payload of JSON. */
  static Payloads text(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c < ' ' || c == '<' || c == '>' || c == '&') {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
              }
            });
    return Payloads.newBuilder()
        .addPayloads(
            Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(json.append('"').toString())))
        .build();
  }

  static Failure terminated(String reason, String identity) {
    return Failure.newBuilder()
        .setMessage(reason)
        .setTerminatedFailureInfo(TerminatedFailureInfo.newBuilder().setIdentity(identity))
        .build();
  }

  /** Returns whether a timeout ends an attempt, which may be retried, and not the activity. */
  static boolean endsAttempt(TimeoutType type) {
    return type == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE
        || type == TimeoutType.TIMEOUT_TYPE_HEARTBEAT;
  }

  /** Returns the failure of an attempt that is retried. */
  static Failure timeout(TimeoutType type) {
    return timeout(type, null, Optional.empty());
  }

  /**
   * Returns the failure of an activity that has timed out.
   *
   * @param details of the last heartbeat
   * @param before failure of the attempt before
   */
  static Failure timeout(TimeoutType type, @Nullable Payloads details, Optional<Failure> before) {
    return timeout("activity " + ActivityTimeouts.name(type) + " timeout", type, details, before);
  }

  /** Returns the failure of an activity that has no time for another attempt. */
  static Failure noTimeLeft(@Nullable Payloads details, Optional<Failure> before) {
    return timeout(
        "Not enough time to schedule next retry before activity ScheduleToClose timeout,"
            + " giving up retrying",
        TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE,
        details,
        before);
  }

  private static Failure timeout(
      String message, TimeoutType type, @Nullable Payloads details, Optional<Failure> before) {
    TimeoutFailureInfo.Builder info = TimeoutFailureInfo.newBuilder().setTimeoutType(type);
    if (details != null) {
      info.setLastHeartbeatDetails(details);
    }
    Failure.Builder failure = Failure.newBuilder().setMessage(message).setTimeoutFailureInfo(info);
    before.ifPresent(failure::setCause);
    return failure.build();
  }
}
