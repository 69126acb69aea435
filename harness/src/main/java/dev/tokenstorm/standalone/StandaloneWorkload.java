package dev.tokenstorm.standalone;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ActivityOperator;
import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.LeftExecutions;
import dev.tokenstorm.workload.ResultPolls;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.WorkerProbe;
import dev.tokenstorm.workload.Workload;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Standalone activities as a run's workload: each execution is one activity, which a client starts
 * without a workflow. It closes with its last token. Immutable.
 */
public final class StandaloneWorkload implements Workload {
  private final RunPlan plan;
  private final StandalonePlayer player;
  private final Greetings greetings;
  private final ExecutionIds ids;
  private final Draws draws;
  private final CompletionContent content;
  private final Expectation expectation;

  /**
   * @param player polls their tasks
   */
  public StandaloneWorkload(RunPlan plan, StandalonePlayer player) {
    this.plan = plan;
    this.player = player;
    this.greetings = new Greetings(plan.greeting());
    this.ids = new ExecutionIds(plan.runId());
    this.draws = Draws.of(plan);
    this.content = new StandaloneContent(greetings);
    this.expectation = StandaloneExpectation.of(plan, content, draws);
  }

  @Override
  public Shape shape() {
    return plan.shape();
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
    return content;
  }

  @Override
  public Expectation expectation() {
    return expectation;
  }

  @Override
  public ServerExecutions executions(Target target, Retrier retrier, Backoff backoff) {
    return new StandaloneExecutions(plan, greetings, ids, target, retrier, backoff);
  }

  @Override
  public Optional<LeftExecutions> left(Target target, Backoff backoff) {
    return Optional.of(new LeftActivities(plan, ids, target, backoff));
  }

  @Override
  public Optional<ActivityOperator> operator(Target target, Retrier retrier) {
    return Optional.of(new StandaloneOperator(plan, target, retrier));
  }

  @Override
  public Worker worker(
      Target target, TokenReceiver receiver, WorkerProbe probe, BooleanSupplier room) {
    return player.worker(plan, target, new StandaloneEvents(ids, receiver, probe), room);
  }

  @Override
  public Optional<ResultPolls> resultPolls(Target target) {
    return plan.awaitedResults() == 0
        ? Optional.empty()
        : Optional.of(new ActivityResultPolls(plan, ids, target));
  }

  @Override
  public boolean receiverMayBlock() {
    return player.receiverMayBlock();
  }

  @Override
  public int workerThreads() {
    return player.threads(plan);
  }
}
