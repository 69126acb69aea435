package dev.tokenstorm.frontend;

import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;

/**
 * One attempt of an activity, as its task queue holds it.
 *
 * @param activity whose attempt it is
 * @param stamp of the offer
 */
record ActivityOffer(OfferedActivity activity, int stamp)
    implements Task<PollActivityTaskQueueResponse> {

  /** Puts an activity's current attempt into its task queue. */
  static void dispatch(OfferedActivity activity, Outbox out) {
    activity.execution().wakeAt(activity.attempts().deadlineNanos());
    offer(activity, new ActivityOffer(activity, activity.attempts().stamp()), out);
  }

  /**
   * Starts an activity's current attempt for a worker. The duplication fault may offer it to
   * another worker as well.
   */
  static PollActivityTaskQueueResponse start(OfferedActivity activity, String worker, Outbox out) {
    PollActivityTaskQueueResponse answer = activity.start(worker, out);
    activity.execution().wakeAt(activity.attempts().deadlineNanos());
    if (activity.execution().server.faults().duplicates()) {
      offer(activity, new DuplicateDelivery(activity.execution(), answer), out);
    }
    return answer;
  }

  private static void offer(
      OfferedActivity activity, Task<PollActivityTaskQueueResponse> task, Outbox out) {
    activity.execution().server.activityTasks().offer(activity.queue(), task, out);
  }

  @Override
  public AnyExecution execution() {
    return activity.execution();
  }

  @Override
  public boolean live() {
    ActivityAttempts attempts = activity.attempts();
    return attempts.stamp() == stamp && !attempts.started() && activity.pending();
  }

  @Override
  public boolean give(Poll<PollActivityTaskQueueResponse> poll, Outbox out) {
    if (!live()) {
      return false;
    }
    PollActivityTaskQueueResponse answer = start(activity, poll.identity(), out);
    out.add(() -> execution().server.faults().deliver(poll, answer));
    return true;
  }

  /**
   * A second delivery of a task, whatever became of the first one. A poll may get it after the
   * execution's end, but a queue does not keep it that long.
   */
  private record DuplicateDelivery(AnyExecution execution, PollActivityTaskQueueResponse answer)
      implements Task<PollActivityTaskQueueResponse> {

    @Override
    public boolean live() {
      return execution.open();
    }

    @Override
    public boolean give(Poll<PollActivityTaskQueueResponse> poll, Outbox out) {
      out.add(() -> execution.server.faults().deliver(poll, answer));
      return true;
    }
  }
}
