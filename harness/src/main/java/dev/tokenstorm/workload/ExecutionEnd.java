package dev.tokenstorm.workload;

/**
 * The end of an execution, as it was or must be.
 *
 * @param cause why it failed; {@code NONE} unless {@code status} is {@code FAILED}
 * @param result its text when it completed; else empty
 */
public record ExecutionEnd(Status status, Cause cause, String result) {

  /** How an execution closes. */
  public enum Status {
    COMPLETED,
    FAILED,
    /**
     * A workflow's execution timeout, which no draw calls for; a standalone activity's last attempt
     * that nobody answered for.
     */
    TIMED_OUT,
    CANCELLED,
    TERMINATED
  }

  /** What the failed activity failed of. */
  public enum Cause {
    NONE,
    /** The external completer completed the last attempt exceptionally. */
    APPLICATION,
    /** The last attempt timed out. */
    TIMEOUT,
    OTHER
  }

  public static ExecutionEnd completed(String result) {
    return new ExecutionEnd(Status.COMPLETED, Cause.NONE, result);
  }

  public static ExecutionEnd failed(Cause cause) {
    return new ExecutionEnd(Status.FAILED, cause, "");
  }

  public static ExecutionEnd of(Status status) {
    return new ExecutionEnd(status, Cause.NONE, "");
  }

  /** For a sentence: {@code completed with "…"}, {@code failed of a timeout}, {@code cancelled}. */
  @Override
  public String toString() {
    return switch (status) {
      case COMPLETED -> "completed with \"" + abbreviate(result.replace("\n", "\\n")) + "\"";
      case FAILED ->
          switch (cause) {
            case APPLICATION -> "failed of an exceptional completion";
            case TIMEOUT -> "failed of a timeout";
            case NONE, OTHER -> "failed otherwise";
          };
      case TIMED_OUT -> "timed out";
      case CANCELLED -> "cancelled";
      case TERMINATED -> "terminated";
    };
  }

  private static String abbreviate(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
