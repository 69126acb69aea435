package dev.tokenstorm.workload;

import com.google.protobuf.ByteString;

/** Takes over an activity that is not completed by its worker. Thread-safe. */
@FunctionalInterface
public interface TokenReceiver {

  /**
   * May block while the token queue is full, unless it was made for a caller that must not wait.
   *
   * @param n the execution's number; -1 for one that is not of this run
   * @param activity its number within the execution; -1 for one that the workload does not have
   * @param attempt from 1
   * @param taskToken of the attempt
   * @param runId the server's id of the execution's run
   * @param activityId the server's id of the activity
   */
  void receive(
      long n, int activity, int attempt, ByteString taskToken, String runId, String activityId);
}
