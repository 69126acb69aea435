package dev.tokenstorm.cell;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Outcome;
import dev.tokenstorm.workload.ResultPolls;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.WorkerProbe;
import dev.tokenstorm.workload.Workload;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Executions that are one activity each, without a workflow and its tasks. Immutable. */
final class OneActivityWorkload implements Workload, CompletionContent, Expectation {
  private final RunPlan plan;
  private final ExecutionIds ids;
  private final Draws draws;

  OneActivityWorkload(RunPlan plan) {
    this.plan = plan;
    this.ids = new ExecutionIds(plan.runId());
    this.draws = new Draws(plan.seed(), plan.completion());
  }

  @Override
  public Shape shape() {
    return new Shape(1, 1, true);
  }

  @Override
  public ExecutionIds ids() {
    return ids;
  }

  @Override
  public Draws draws() {
    return draws;
  }

  @Override
  public CompletionContent content() {
    return this;
  }

  @Override
  public Expectation expectation() {
    return this;
  }

  @Override
  public ServerExecutions executions(Target target, Retrier retrier, Backoff backoff) {
    return new OneActivityExecutions(ids, target, retrier);
  }

  @Override
  public Worker worker(
      Target target, TokenReceiver receiver, WorkerProbe probe, BooleanSupplier room) {
    return new OneActivityWorker(ids, target, receiver, probe);
  }

  @Override
  public Optional<ResultPolls> resultPolls(Target target) {
    return Optional.empty();
  }

  @Override
  public boolean receiverMayBlock() {
    return true;
  }

  @Override
  public int workerThreads() {
    return 1;
  }

  @Override
  public String result(long n, int activity) {
    return "Done with " + n;
  }

  @Override
  public int resultLength(long n, int activity) {
    return result(n, activity).length();
  }

  @Override
  public int writeResult(long n, int activity, byte[] into, int from) {
    byte[] result = result(n, activity).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(result, 0, into, from, result.length);
    return from + result.length;
  }

  @Override
  public ApplicationFailure failure() {
    return ApplicationFailure.newFailure("It was not to be.", "NotDone");
  }

  /** There is none. */
  @Override
  public String workflowId(long n) {
    return "";
  }

  @Override
  public ExecutionEnd end(long n, Unissued unissued) {
    if (draws.cancelled(n)) {
      return ExecutionEnd.of(Status.CANCELLED);
    }
    int attempts = plan.greeting().maxAttempts();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      if (!unissued.test(0, attempt) && draws.outcome(n, 0, attempt) == Outcome.COMPLETE) {
        return ExecutionEnd.completed(result(n, 0));
      }
    }
    return ExecutionEnd.failed(
        unissued.test(0, attempts) || draws.outcome(n, 0, attempts) != Outcome.FAIL
            ? Cause.TIMEOUT
            : Cause.APPLICATION);
  }

  @Override
  public boolean meets(long n, Unissued unissued, ExecutionEnd end) {
    return end.equals(end(n, unissued));
  }

  @Override
  public Optional<ExecutionEnd> endBy(long n, int activity, int attempt, Outcome answer) {
    return switch (answer) {
      case COMPLETE -> Optional.of(ExecutionEnd.completed(result(n, activity)));
      case CANCEL -> Optional.of(ExecutionEnd.of(Status.CANCELLED));
      case FAIL, ABANDON ->
          attempt < plan.greeting().maxAttempts()
              ? Optional.empty()
              : Optional.of(ExecutionEnd.failed(Cause.APPLICATION));
    };
  }

  @Override
  public boolean overdue(long n, int activity, int attempt) {
    return false;
  }

  /** Nothing is abandoned here. */
  @Override
  public boolean endsUnanswered(long n, int activity, int attempt) {
    return false;
  }
}
