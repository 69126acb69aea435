package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;

/** Takes over an activity that is not completed by its worker. Thread-safe. */
@FunctionalInterface
public interface TokenReceiver {

  /**
   * May block while the token queue is full, unless it was made for a caller that must not wait.
   *
   * @param taskToken of the attempt
   * @param runId the server's id of the workflow's run
   * @param attempt from 1
   * @param greeting the activity's first argument
   */
  void receive(
      ByteString taskToken,
      String workflowId,
      String runId,
      String activityId,
      int attempt,
      String greeting);
}
