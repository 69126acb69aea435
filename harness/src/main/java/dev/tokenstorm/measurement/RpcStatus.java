package dev.tokenstorm.measurement;

/**
 * How calls of one method ended, attempts counted one by one.
 *
 * @param method the RPC's name, such as {@code RespondActivityTaskCompleted}; after {@link #AUDIT}
 *     for the harness's own questions, which are no part of the load
 * @param code the gRPC status code's name, such as {@code OK}
 * @param cause the cause of RESOURCE_EXHAUSTED from the error details, such as {@code RPS_LIMIT};
 *     the name of a {@link SizeLimit} for what was too large; else empty
 * @param scope the scope of RESOURCE_EXHAUSTED from the error details, such as {@code NAMESPACE};
 *     else empty
 */
public record RpcStatus(String method, String code, String cause, String scope) {

  /** Goes before the names of methods that the audit calls. */
  public static final String AUDIT = "audit/";

  /**
   * Whether the attempt went wrong. A poll that ends because its time is up, or because the worker
   * stops, did not.
   */
  public boolean isError() {
    boolean endOfPoll =
        method.startsWith("Poll") && (code.equals("CANCELLED") || code.equals("DEADLINE_EXCEEDED"));
    return !code.equals("OK") && !endOfPoll;
  }
}
