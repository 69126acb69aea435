package dev.tokenstorm.workload;

/**
 * Workflow ids of one run: {@code <run id>-<n>}, so that an id never needs to be kept. Immutable.
 */
public final class ExecutionIds {
  private final String prefix;

  public ExecutionIds(String runId) {
    this.prefix = runId + "-";
  }

  /** The id of workflow {@code n}. */
  public String id(long n) {
    return prefix + n;
  }

  /** The number of a workflow id, or -1 when it is not one of this run. */
  public long number(String workflowId) {
    int digits = workflowId.length() - prefix.length();
    if (digits < 1 || digits > 18 || !workflowId.startsWith(prefix)) {
      return -1;
    }
    long n = 0;
    for (int i = prefix.length(); i < workflowId.length(); i++) {
      char digit = workflowId.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      n = n * 10 + (digit - '0');
    }
    return digits > 1 && workflowId.charAt(prefix.length()) == '0' ? -1 : n;
  }
}
