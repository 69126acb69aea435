package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.CompleteWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * One greeting workflow of the bare wire program: two branches of two activities each. Events go
 * in, commands come out. Not thread-safe.
 */
final class BareGreeting {
  private static final ByteString JSON = ByteString.copyFromUtf8("json/plain");

  /** Whom each greeting greets, as the workflow's input. */
  static final Payload NAME = payload("World");

  private static final String ACTIVITY_TYPE = "compose";
  private static final String[] GREETINGS = {"Hello", "Bye", "Hola", "Chao"};
  private static final String RESULT = "Hello World; Bye World\nHola World; Chao World";
  private static final int BRANCHES = 2;
  private static final int STEPS = 2;

  private final List<ScheduleActivityTaskCommandAttributes> schedules;
  private final Branch[] branches = {new Branch(), new Branch()};
  private Payload name = Payload.getDefaultInstance();

  private static final class Branch {
    /** Activities that were completed. */
    private int step;

    /** The event of the activity that is pending; 0 for none. */
    private long scheduledEventId;

    private String text = "";
  }

  /**
   * @param schedules what each activity is scheduled with, but for its input
   */
  BareGreeting(List<ScheduleActivityTaskCommandAttributes> schedules) {
    this.schedules = schedules;
  }

  /** What the activities of all greetings on a task queue are scheduled with. */
  static List<ScheduleActivityTaskCommandAttributes> schedules(String taskQueue) {
    List<ScheduleActivityTaskCommandAttributes> schedules = new ArrayList<>();
    for (int activity = 0; activity < GREETINGS.length; activity++) {
      schedules.add(
          ScheduleActivityTaskCommandAttributes.newBuilder()
              .setActivityId(String.valueOf(activity + 1))
              .setActivityType(ActivityType.newBuilder().setName(ACTIVITY_TYPE))
              .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
              .setStartToCloseTimeout(Durations.fromMinutes(1))
              .setRetryPolicy(
                  RetryPolicy.newBuilder()
                      .setInitialInterval(Durations.fromSeconds(1))
                      .setBackoffCoefficient(2)
                      .setMaximumAttempts(1))
              .setRequestEagerExecution(true)
              .build());
    }
    return List.copyOf(schedules);
  }

  /** A text as the SDK's converter writes it; for texts that need no escapes but of line ends. */
  private static Payload payload(String text) {
    return Payload.newBuilder()
        .putMetadata("encoding", JSON)
        .setData(ByteString.copyFromUtf8('"' + text.replace("\n", "\\n") + '"'))
        .build();
  }

  private static String text(Payload payload) {
    ByteString data = payload.getData();
    return data.substring(1, data.size() - 1).toStringUtf8();
  }

  /** What an activity returns, which is completed from outside. */
  static Payload composed(Payloads input) {
    return payload(text(input.getPayloads(0)) + " " + text(input.getPayloads(1)));
  }

  void apply(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
          name = event.getWorkflowExecutionStartedEventAttributes().getInput().getPayloads(0);
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
        String id = event.getActivityTaskScheduledEventAttributes().getActivityId();
        branches[(Integer.parseInt(id) - 1) / STEPS].scheduledEventId = event.getEventId();
      }
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
        var attributes = event.getActivityTaskCompletedEventAttributes();
        Branch branch = branch(attributes.getScheduledEventId());
        String result = text(attributes.getResult().getPayloads(0));
        branch.text = branch.step == 0 ? result : branch.text + "; " + result;
        branch.step++;
        branch.scheduledEventId = 0;
      }
      case EVENT_TYPE_ACTIVITY_TASK_FAILED, EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
          throw new IllegalStateException("an activity of a greeting failed: " + event);
      default -> {}
    }
  }

  private Branch branch(long scheduledEventId) {
    for (Branch branch : branches) {
      if (branch.scheduledEventId == scheduledEventId) {
        return branch;
      }
    }
    throw new IllegalStateException("no activity was scheduled by event " + scheduledEventId);
  }

  /** Whether all its activities were completed, so that its next command closes it. */
  boolean over() {
    return branches[0].step == STEPS && branches[1].step == STEPS;
  }

  /** What follows from the events. */
  List<Command> decide() {
    if (over()) {
      String result = branches[0].text + "\n" + branches[1].text;
      if (!result.equals(RESULT)) {
        throw new IllegalStateException("a result is wrong: " + result);
      }
      return List.of(complete(result));
    }
    List<Command> commands = new ArrayList<>(BRANCHES);
    for (int branch = 0; branch < BRANCHES; branch++) {
      if (branches[branch].scheduledEventId == 0 && branches[branch].step < STEPS) {
        commands.add(schedule(branch * STEPS + branches[branch].step));
      }
    }
    return commands;
  }

  private Command schedule(int activity) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
        .setScheduleActivityTaskCommandAttributes(
            schedules.get(activity).toBuilder()
                .setInput(
                    Payloads.newBuilder()
                        .addPayloads(payload(GREETINGS[activity]))
                        .addPayloads(name)))
        .build();
  }

  private static Command complete(String result) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION)
        .setCompleteWorkflowExecutionCommandAttributes(
            CompleteWorkflowExecutionCommandAttributes.newBuilder()
                .setResult(Payloads.newBuilder().addPayloads(payload(result))))
        .build();
  }
}
