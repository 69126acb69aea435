package dev.tokenstorm.wire;

import com.google.protobuf.ByteString;
import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.RunPlan;
import io.grpc.Status;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers workflow tasks: brings a run's state up to date, from what is new or from the whole
 * history, and sends what follows from it. Thread-safe; never blocks.
 */
final class WorkflowTasks {
  private static final Logger LOG = LoggerFactory.getLogger(WorkflowTasks.class);

  private final Greetings greetings;
  private final GreetingCommands commands;
  private final GreetingEvents greetingEvents;
  private final StateCache cache;
  private final HistoryReader histories;
  private final WorkflowAnswers answers;

  WorkflowTasks(
      RunPlan plan,
      Greetings greetings,
      GreetingEvents greetingEvents,
      StateCache cache,
      HistoryReader histories,
      WorkflowAnswers answers) {
    this.greetings = greetings;
    this.commands = new GreetingCommands(plan.greeting(), greetings, plan.target().taskQueue());
    this.greetingEvents = greetingEvents;
    this.cache = cache;
    this.histories = histories;
    this.answers = answers;
  }

  /** Takes a poll's answer, or a task that came with the answer to another. */
  void accept(PollWorkflowTaskQueueResponse task) {
    if (task.getTaskToken().isEmpty()) {
      return;
    }
    if (task.hasQuery()) {
      answers.refuseQuery(task);
      return;
    }
    List<HistoryEvent> events = task.getHistory().getEventsList();
    String runId = task.getWorkflowExecution().getRunId();
    Optional<GreetingState> known = cache.take(runId, task.getPreviousStartedEventId());
    boolean whole = !events.isEmpty() && events.get(0).getEventId() == 1;
    if (known.isPresent() && !whole) {
      carryOn(new Turn(task, known.get()), events);
    } else if (whole) {
      carryOn(new Turn(task, new GreetingState(commands, greetings)), events);
    } else {
      readWhole(task);
    }
  }

  /** The task brings only what is new, and what was before is not known any more. */
  private void readWhole(PollWorkflowTaskQueueResponse task) {
    read(new Turn(task, new GreetingState(commands, greetings)), ByteString.EMPTY);
  }

  private void carryOn(Turn turn, List<HistoryEvent> events) {
    guarded(turn, () -> turn.apply(events));
    if (turn.task.getNextPageToken().isEmpty()) {
      guarded(turn, () -> decide(turn));
    } else {
      read(turn, turn.task.getNextPageToken());
    }
  }

  private void read(Turn turn, ByteString pageToken) {
    histories.read(
        turn.task.getWorkflowExecution(),
        pageToken,
        page -> guarded(turn, () -> turn.apply(page)),
        () -> guarded(turn, () -> decide(turn)),
        turn::unread);
  }

  private void decide(Turn turn) {
    PollWorkflowTaskQueueResponse task = turn.task;
    Decision decision = turn.state.decide();
    if (decision.end().isEmpty()) {
      cache.put(task.getWorkflowExecution().getRunId(), turn.state, task.getStartedEventId());
    }
    answers.complete(task, decision);
  }

  private void guarded(Turn turn, Runnable step) {
    if (turn.failed) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      turn.failed = true;
      LOG.warn(
          "A task of workflow {} cannot be answered: {}",
          turn.task.getWorkflowExecution().getWorkflowId(),
          e.getMessage(),
          e instanceof NondeterminismException ? null : e);
      answers.fail(turn.task, e);
    }
  }

  private static void replayed(int activity) {}

  /** The work on one workflow task. Its steps follow each other, on whatever thread. */
  private final class Turn {
    final PollWorkflowTaskQueueResponse task;
    final GreetingState state;
    private final IntConsumer resumed;
    boolean failed;

    Turn(PollWorkflowTaskQueueResponse task, GreetingState state) {
      this.task = task;
      this.state = state;
      String workflowId = task.getWorkflowExecution().getWorkflowId();
      this.resumed = activity -> greetingEvents.resumed(workflowId, activity);
    }

    void apply(List<HistoryEvent> events) {
      for (HistoryEvent event : events) {
        boolean fresh = event.getEventId() > task.getPreviousStartedEventId();
        state.apply(event, fresh ? resumed : WorkflowTasks::replayed);
      }
    }

    void unread(Status status) {
      LOG.warn(
          "The history of workflow {} cannot be read: {}",
          task.getWorkflowExecution().getWorkflowId(),
          status.getCode());
    }
  }
}
