package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.search.Runner;
import dev.tokenstorm.target.ReplyWatch;
import dev.tokenstorm.target.Target;
import dev.tokenstorm.verdict.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the plans of a search on one target. {@link #interrupt} and {@link #abort} may be called
 * from any thread.
 */
final class PointRunner implements Runner {
  private final Console console;
  private final Clock wallClock;
  private final Target target;
  private final boolean quiet;
  private Optional<CellRun> current = Optional.empty();
  private boolean interrupted;
  private boolean told;
  private boolean keptAll = true;

  PointRunner(Console console, Clock wallClock, Target target, boolean quiet) {
    this.console = console;
    this.wallClock = wallClock;
    this.target = target;
    this.quiet = quiet;
  }

  @Override
  public Finished run(RunPlan plan, Function<Consumer<Ending>, Consumer<Interval>> watch)
      throws InterruptedException {
    Preflight.check(plan);
    RpcStatuses rpcStatuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Exposure exposure = Exposure.of(plan, console::message);
        Target connections = target.again(exposure.telemetry().sdkScope(), rpcStatuses, replies);
        CellRun run = CellRun.open(plan, connections, rpcStatuses, replies, exposure, wallClock)) {
      tell(exposure);
      begin(run);
      RunResult result;
      List<Bottleneck> bottlenecks;
      try {
        try (Progress progress =
            quiet || !console.errIsTerminal() ? Progress.quiet() : run.progress(console)) {
          result = run.run(progress.andThen(watch.apply(run.cell()::stop)));
        }
        bottlenecks = run.bottlenecks(result, console::message);
      } finally {
        end();
      }
      Verdict verdict = Verdict.of(result);
      List<String> unwritten = run.keep(result, verdict.judgement(), bottlenecks).problems();
      unwritten.forEach(console::message);
      keptAll &= unwritten.isEmpty();
      return new Finished(result, verdict, bottlenecks);
    }
  }

  /** Whether each file of each run was written. For the thread that runs. */
  boolean keptAll() {
    return keptAll;
  }

  /** Ends the run that goes on, or the next, after its drain. */
  synchronized void interrupt() {
    interrupted = true;
    current.ifPresent(CellRun::interrupt);
  }

  /** Ends the run that goes on without a drain. */
  synchronized void abort() {
    current.ifPresent(CellRun::abort);
  }

  /** Whether no further run may begin. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  private synchronized void begin(CellRun run) {
    current = Optional.of(run);
    if (interrupted) {
      run.interrupt();
    }
  }

  private synchronized void end() {
    current = Optional.empty();
  }

  private void tell(Exposure exposure) {
    if (!quiet && !told) {
      exposure
          .address()
          .ifPresent(address -> console.message("live page at http://" + address + "/"));
    }
    told = true;
  }
}
