package dev.tokenstorm.benchmarks;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cell that runs in the background until it is closed, with all that {@code tokenstorm run} has
 * but files and terminal. For one thread.
 */
final class RunningCell implements AutoCloseable {
  private static final RunContext CONTEXT =
      new RunContext(Clock.systemUTC(), "benchmark", "benchmark", false);

  private final Optional<NullServer> server;
  private final RunExecution run;
  private final Thread thread;
  private long seen;

  private RunningCell(Optional<NullServer> server, RunPlan plan) {
    this.server = server;
    this.run = new RunExecution(plan, CONTEXT);
    this.thread = DaemonThreads.of("cell", this::run);
  }

  private void run() {
    try {
      var unused = run.run(System.err::println);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts a cell.
   *
   * @param target {@code null} for the null front end in another process, or any target of the
   *     harness
   * @param flags further flags, as {@code name=value} joined by commas
   * @param namesAndValues flags without their dashes, each followed by its value
   */
  static RunningCell start(String target, String flags, String... namesAndValues) {
    Optional<NullServer> server =
        target.equals("null") ? Optional.of(new NullServer()) : Optional.empty();
    List<String> all = new ArrayList<>(List.of(namesAndValues));
    all.addAll(
        List.of(
            "target",
            server.map(NullServer::address).orElse(target),
            "duration",
            "700h",
            "no-metrics",
            "true"));
    for (String flag : flags.isEmpty() ? new String[0] : flags.split(",", -1)) {
      String[] nameAndValue = flag.split("=", 2);
      all.add(nameAndValue[0]);
      all.add(nameAndValue[1]);
    }
    RunningCell running = new RunningCell(server, Plans.of(all.toArray(String[]::new)));
    running.thread.start();
    return running;
  }

  /**
   * Waits for further executions, beyond those that earlier calls waited for.
   *
   * @param executions how many
   */
  void awaitExecutions(int executions) {
    seen += executions;
    if (!Await.executions(this::completed, seen, () -> !thread.isAlive())) {
      throw new IllegalStateException("the cell completes nothing");
    }
  }

  private long completed() {
    return run.counts().map(counts -> counts.workflows(ExecutionState.COMPLETED)).orElse(0L);
  }

  @Override
  public void close() {
    run.abort();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.ifPresent(NullServer::close);
  }
}
