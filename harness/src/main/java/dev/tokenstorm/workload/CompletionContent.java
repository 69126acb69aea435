package dev.tokenstorm.workload;

import io.temporal.failure.ApplicationFailure;

/**
 * The content that the external completer gives a pending activity. Results are printable ASCII
 * without quotes and backslashes, so each is its own JSON between quotes. Thread-safe.
 */
public interface CompletionContent {

  /** The result of an activity of execution {@code n}. */
  String result(long n, int activity);

  /** Length in bytes of {@link #result}. */
  int resultLength(long n, int activity);

  /**
   * Writes {@link #result} as ASCII, without making it first.
   *
   * @return where it ends
   */
  int writeResult(long n, int activity, byte[] into, int from);

  /** Why an activity fails that is completed exceptionally. */
  ApplicationFailure failure();

  /** The id of the workflow that a call by id names; empty where there is no workflow. */
  String workflowId(long n);
}
