package dev.tokenstorm.measurement;

/**
 * The status that an attempt of a call ended with; attempts are counted by it.
 *
 * @param method name of the RPC, such as {@code RespondActivityTaskCompleted}; with {@link #AUDIT}
 *     before it for calls of the audit, which are no part of the load, and {@link #RESULT} for
 *     those of clients that wait for results
 * @param code name of the gRPC status code, such as {@code OK}
 * @param cause of RESOURCE_EXHAUSTED from the error details, such as {@code RPS_LIMIT}; the name of
 *     a {@link SizeLimit} for a call that was too large; otherwise empty
 * @param scope of RESOURCE_EXHAUSTED from the error details, such as {@code NAMESPACE}; otherwise
 *     empty
 */
public record RpcStatus(String method, String code, String cause, String scope) {

  /** Prefix of the names of methods that the audit calls. */
  public static final String AUDIT = "audit/";

  /** Prefix of the names of methods by which clients wait for results. */
  public static final String RESULT = "result/";

  /** Returns whether it was a call of the load: executions wait for no other. */
  public boolean isOfLoad() {
    return !method.startsWith(AUDIT) && !method.startsWith(RESULT);
  }

  /**
   * Returns whether the attempt went wrong. A poll that ends because its time is over, or because
   * the worker stops, did not go wrong.
   */
  public boolean isError() {
    boolean poll = method.startsWith("Poll") || method.startsWith(RESULT + "Poll");
    boolean endOfPoll = poll && (code.equals("CANCELLED") || code.equals("DEADLINE_EXCEEDED"));
    return !code.equals("OK") && !endOfPoll;
  }
}
