package dev.tokenstorm.realserver;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.greeting.GreetingExpectation;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The courses that a run's workflows took, as their histories tell. A server can lose the start of
 * an attempt (see {@link DevServerFixture#lostStarts}), which then runs into its timeout whatever
 * was drawn for it; that changes the course of one workflow.
 */
record DrawCheck(DevServerFixture server, ProgramRun run, long workflows) {

  /** The attempts that were started. */
  long attempts() {
    return numbers().map(n -> server.startedAttempts(run.workflowId(n))).sum();
  }

  /** The workflows whose attempts or whose end are not those that were drawn. */
  long unlikeTheDraws() {
    GreetingExpectation expectation = GreetingExpectation.of(run.plan());
    return numbers()
        .filter(
            n ->
                server.startedAttempts(run.workflowId(n)) != expectation.tokens(n)
                    || end(n) != closing(expectation.end(n, Expectation.Unissued.NONE).status()))
        .count();
  }

  private LongStream numbers() {
    return LongStream.range(0, workflows);
  }

  private EventType end(long n) {
    List<HistoryEvent> history = server.history(run.workflowId(n));
    return history.get(history.size() - 1).getEventType();
  }

  private static EventType closing(Status status) {
    return switch (status) {
      case COMPLETED -> EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED;
      case FAILED -> EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED;
      case TIMED_OUT -> EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT;
      case CANCELLED -> EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED;
      case TERMINATED -> EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED;
    };
  }
}
