package dev.tokenstorm.workload;

import dev.tokenstorm.plan.OperatorCommand;
import io.grpc.Status;
import java.util.function.Consumer;

/** Operator commands about pending activities, on a connection of its own. Thread-safe. */
public interface ActivityOperator {

  /**
   * A pending activity as the server knows it.
   *
   * @param execution its execution's number
   * @param runId the server's id of the execution's run
   * @param activityId the server's id of the activity
   */
  record PendingActivity(long execution, String runId, String activityId) {}

  /**
   * Requests a command, again where that is right and in time; the server takes the repetitions for
   * one. Exactly one of the two is called, on the call's own thread, and must not block.
   *
   * @param untilNanos when the command is given up, by the clock of the run
   * @param refused takes the last status
   */
  void request(
      OperatorCommand command,
      PendingActivity activity,
      long untilNanos,
      Runnable taken,
      Consumer<Status> refused);
}
