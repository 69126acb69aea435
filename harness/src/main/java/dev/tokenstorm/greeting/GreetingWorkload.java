package dev.tokenstorm.greeting;

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

/** The greeting workflow as a run's workload. Immutable. */
public final class GreetingWorkload implements Workload {
  private final RunPlan plan;
  private final GreetingPlayer player;
  private final Greetings greetings;
  private final Shape shape;
  private final ExecutionIds ids;
  private final Draws draws;
  private final CompletionContent content;
  private final Expectation expectation;

  /**
   * @param player plays it
   */
  public GreetingWorkload(RunPlan plan, GreetingPlayer player) {
    this.plan = plan;
    this.player = player;
    this.greetings = new Greetings(plan.greeting());
    this.shape = plan.shape();
    this.ids = new ExecutionIds(plan.runId());
    this.draws = Draws.of(plan);
    this.content = new GreetingContent(greetings, ids);
    this.expectation = GreetingExpectation.of(plan);
  }

  @Override
  public Shape shape() {
    return shape;
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
    return new GreetingExecutions(plan, greetings, ids, target, retrier, backoff);
  }

  @Override
  public Optional<LeftExecutions> left(Target target, Backoff backoff) {
    return Optional.of(new LeftGreetings(plan.runId(), greetings, ids, target, backoff));
  }

  @Override
  public Optional<ActivityOperator> operator(Target target, Retrier retrier) {
    return Optional.of(new GreetingOperator(plan, ids, target, retrier));
  }

  @Override
  public Worker worker(
      Target target, TokenReceiver receiver, WorkerProbe probe, BooleanSupplier room) {
    GreetingEvents events = new GreetingEvents(greetings, ids, receiver, probe);
    return player.worker(plan, target, greetings, events, room);
  }

  /** A workflow's close is seen by its worker. */
  @Override
  public Optional<ResultPolls> resultPolls(Target target) {
    return Optional.empty();
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
