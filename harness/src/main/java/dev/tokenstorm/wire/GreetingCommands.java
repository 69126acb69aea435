package dev.tokenstorm.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.command.v1.CancelWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.CompleteWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.FailWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.RequestCancelActivityTaskCommandAttributes;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Header;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import java.util.HashMap;
import java.util.Map;

/** The commands of a greeting, with the attributes that the SDK gives them. Immutable. */
final class GreetingCommands {
  /** The SDK asks for no more eager activities in one answer. */
  private static final int MOST_EAGER = 3;

  private static final Duration NONE = Duration.getDefaultInstance();

  private final Greetings greetings;
  private final Map<ByteString, Integer> activities = new HashMap<>();
  private final Payload[] greetingPayloads;
  private final ScheduleActivityTaskCommandAttributes[] schedules;

  GreetingCommands(GreetingPlan plan, Greetings greetings, String taskQueue) {
    this.greetings = greetings;
    this.greetingPayloads = new Payload[greetings.activities()];
    this.schedules = new ScheduleActivityTaskCommandAttributes[greetings.activities()];
    ScheduleActivityTaskCommandAttributes template = template(plan, taskQueue);
    for (int activity = 0; activity < schedules.length; activity++) {
      Payload payload = JsonTexts.write(greetings.greeting(activity)).getPayloads(0);
      activities.put(payload.getData(), activity);
      greetingPayloads[activity] = payload;
      schedules[activity] =
          template.toBuilder().setActivityId(String.valueOf(activity + 1)).build();
    }
  }

  private static ScheduleActivityTaskCommandAttributes template(
      GreetingPlan plan, String taskQueue) {
    return ScheduleActivityTaskCommandAttributes.newBuilder()
        .setActivityType(ActivityType.newBuilder().setName(Greetings.ACTIVITY_TYPE))
        .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
        .setHeader(Header.getDefaultInstance())
        .setScheduleToStartTimeout(NONE)
        .setScheduleToCloseTimeout(NONE)
        .setStartToCloseTimeout(duration(plan.startToCloseTimeout()))
        .setHeartbeatTimeout(plan.heartbeatTimeout().map(GreetingCommands::duration).orElse(NONE))
        .setRetryPolicy(
            RetryPolicy.newBuilder()
                .setInitialInterval(Durations.fromSeconds(1))
                .setBackoffCoefficient(2)
                .setMaximumAttempts(plan.maxAttempts()))
        .build();
  }

  private static Duration duration(java.time.Duration duration) {
    return Durations.fromNanos(duration.toNanos());
  }

  /** The activity of an input's first payload, or -1 when it is none of ours. */
  int activityOf(Payloads input) {
    if (input.getPayloadsCount() == 0) {
      return -1;
    }
    Integer activity = activities.get(input.getPayloads(0).getData());
    return activity == null ? greetings.activityOf(JsonTexts.read(input)) : activity;
  }

  /**
   * Schedules an activity.
   *
   * @param name the workflow's own input
   * @param before commands that go before it in the same answer and schedule as well
   */
  Command schedule(int activity, Payload name, int before) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
        .setScheduleActivityTaskCommandAttributes(
            schedules[activity].toBuilder()
                .setInput(
                    Payloads.newBuilder().addPayloads(greetingPayloads[activity]).addPayloads(name))
                .setRequestEagerExecution(before < MOST_EAGER))
        .build();
  }

  Command requestCancel(long scheduledEventId) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)
        .setRequestCancelActivityTaskCommandAttributes(
            RequestCancelActivityTaskCommandAttributes.newBuilder()
                .setScheduledEventId(scheduledEventId))
        .build();
  }

  Command complete(String result) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION)
        .setCompleteWorkflowExecutionCommandAttributes(
            CompleteWorkflowExecutionCommandAttributes.newBuilder()
                .setResult(JsonTexts.write(result)))
        .build();
  }

  Command fail(Failure failure) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION)
        .setFailWorkflowExecutionCommandAttributes(
            FailWorkflowExecutionCommandAttributes.newBuilder().setFailure(failure))
        .build();
  }

  Command cancel() {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION)
        .setCancelWorkflowExecutionCommandAttributes(
            CancelWorkflowExecutionCommandAttributes.getDefaultInstance())
        .build();
  }
}
