package dev.tokenstorm.workload;

import com.google.protobuf.ByteString;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.List;

/**
 * The open executions of one run as a server lists them, for who has no plan of the run. Each
 * method makes its calls on the stub that it is given, and throws {@code StatusRuntimeException}
 * when the server refuses. Pages are for one thread; terminations may come from several.
 */
public interface OpenExecutions {

  /** What one of them is called: {@code workflow}. */
  String noun();

  /**
   * One execution.
   *
   * @param runId the server's id of its run
   */
  record OpenExecution(String id, String runId) {}

  /**
   * One page of a listing.
   *
   * @param next where the next page begins; empty after the last
   */
  record Page(List<OpenExecution> executions, ByteString next) {}

  /**
   * Reads a page; an empty one if the server has no such executions.
   *
   * @param from empty for the first
   */
  Page page(WorkflowServiceBlockingStub stub, ByteString from);

  /**
   * Returns how many tokens of one are pending: its attempts that have started, and that nobody has
   * completed. Whoever holds them cannot complete anything once it is terminated.
   */
  long pendingTokens(WorkflowServiceBlockingStub stub, OpenExecution execution);

  /** Returns whether an activity in this state has an attempt under way, which has a token. */
  static boolean hasToken(PendingActivityState state) {
    return switch (state) {
      case PENDING_ACTIVITY_STATE_STARTED,
          PENDING_ACTIVITY_STATE_CANCEL_REQUESTED,
          PENDING_ACTIVITY_STATE_PAUSE_REQUESTED ->
          true;
      case PENDING_ACTIVITY_STATE_UNSPECIFIED,
          PENDING_ACTIVITY_STATE_SCHEDULED,
          PENDING_ACTIVITY_STATE_PAUSED,
          UNRECOGNIZED ->
          false;
    };
  }

  /** Terminates one. */
  void terminate(WorkflowServiceBlockingStub stub, OpenExecution execution, String reason);
}
