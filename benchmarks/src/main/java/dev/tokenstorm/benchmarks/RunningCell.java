package dev.tokenstorm.benchmarks;

import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.WorkflowState;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.PlanYaml;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.telemetry.RunSources;
import dev.tokenstorm.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cell that runs in the background until it is closed, with all that {@code tokenstorm run} has
 * but files and terminal. For one thread.
 */
final class RunningCell implements AutoCloseable {
  private final Optional<NullServer> server;
  private final Telemetry telemetry;
  private final Target target;
  private final Cell cell;
  private final Thread thread;
  private long seen;

  private RunningCell(Optional<NullServer> server, RunPlan plan) {
    this.server = server;
    this.telemetry = new Telemetry(plan, "benchmark", "benchmark");
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    this.target = Target.open(plan.target(), telemetry.sdkScope(), statuses, replies);
    Findings findings = new Findings(Path.of("findings.jsonl"));
    this.cell = new Cell(plan, target, statuses, replies, findings, NanoClock.SYSTEM);
    telemetry.harness().observe(new RunSources(cell::counts, cell::gauges, statuses::snapshot));
    RunFacts facts =
        new RunFacts(
            plan,
            PlanYaml.settings(plan),
            Instant.now(),
            target.info(),
            Host.current(VirtualThreads.available()));
    this.thread = DaemonThreads.of("cell", () -> run(facts));
  }

  private void run(RunFacts facts) {
    try {
      var unused =
          cell.run(
              facts,
              interval ->
                  telemetry
                      .harness()
                      .record(interval.phase(), interval.latencies(), interval.process()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts one.
   *
   * @param target {@code null} for the null front end in another process, or any of the harness's
   * @param flags further flags, as {@code name=value} joined by commas
   * @param namesAndValues flags without their dashes, each followed by its value
   */
  static RunningCell start(String target, String flags, String... namesAndValues) {
    Optional<NullServer> server =
        target.equals("null") ? Optional.of(new NullServer()) : Optional.empty();
    List<String> all = new ArrayList<>(List.of(namesAndValues));
    all.addAll(
        List.of("target", server.map(NullServer::address).orElse(target), "duration", "700h"));
    for (String flag : flags.isEmpty() ? new String[0] : flags.split(",", -1)) {
      String[] nameAndValue = flag.split("=", 2);
      all.add(nameAndValue[0]);
      all.add(nameAndValue[1]);
    }
    RunningCell running = new RunningCell(server, Plans.of(all.toArray(String[]::new)));
    running.thread.start();
    return running;
  }

  /** Waits until so many more greetings have completed than it waited for before. */
  void awaitGreetings(int greetings) {
    seen += greetings;
    if (!Await.greetings(
        () -> cell.counts().workflows(WorkflowState.COMPLETED), seen, () -> !thread.isAlive())) {
      throw new IllegalStateException("the cell makes no greetings");
    }
  }

  @Override
  public void close() {
    cell.abort();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    target.close();
    telemetry.close();
    server.ifPresent(NullServer::close);
  }
}
