package dev.tokenstorm.cli;

import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.report.Summary;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.verdict.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a plan with one cell: opens what it needs, runs it, prints and keeps what it found.
 */
final class CellAction implements RunAction {
  private final Console console;
  private final Clock wallClock;

  CellAction(Console console, Clock wallClock) {
    this.console = console;
    this.wallClock = wallClock;
  }

  @Override
  public int run(RunPlan plan, RunFlags flags) {
    Preflight.check(plan);
    TargetWarnings.of(plan.target()).forEach(console::message);
    RemoteWarning.of(plan).ifPresent(console::message);
    try (Exposure exposure = Exposure.of(plan, console::message)) {
      if (!flags.quiet()) {
        exposure
            .address()
            .ifPresent(address -> console.message("live page at http://" + address + "/"));
      }
      Stopping stopping = new Stopping(console, plan.load());
      try (Interrupts signals = Interrupts.handle(stopping)) {
        int code = run(plan, flags, exposure, stopping);
        exposure.telemetry().close();
        if (exposure.address().isPresent()) {
          // Keeps the last values up for a while; a signal ends it.
          stopping.await(plan.output().linger());
        }
        return code;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private int run(RunPlan plan, RunFlags flags, Exposure exposure, Stopping stopping)
      throws InterruptedException {
    RpcStatuses rpcStatuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target =
        Target.open(plan.target(), exposure.telemetry().sdkScope(), rpcStatuses, replies)) {
      ServerWatch.check(plan.serverMetrics(), console::message);
      try (CellRun run =
          CellRun.open(plan, target, rpcStatuses, replies, exposure, console, wallClock)) {
        if (!flags.quiet()) {
          console.message(
              "run %s against %s, results in %s"
                  .formatted(plan.runId(), target.info().address(), run.directory()));
        }
        stopping.begin(run);
        return run(flags, run, stopping);
      }
    }
  }

  private int run(RunFlags flags, CellRun run, Stopping stopping) throws InterruptedException {
    RunResult result;
    try (Progress progress = flags.quiet() ? Progress.quiet() : run.progress()) {
      result = run.run(progress);
    }
    stopping.over();
    List<Bottleneck> bottlenecks = run.bottlenecks(result, console::message);
    return print(flags, result, bottlenecks, run, stopping);
  }

  private int print(
      RunFlags flags,
      RunResult result,
      List<Bottleneck> bottlenecks,
      CellRun run,
      Stopping stopping) {
    Verdict verdict = Verdict.of(result);
    // First, as they are small, and what others judge by.
    List<String> unreported =
        VerdictFiles.write(result.facts().plan().output().reports(), result, verdict);
    CellRun.Kept kept = run.keep(result, verdict.judgement(), bottlenecks);
    List<String> problems = new ArrayList<>(kept.problems());
    problems.addAll(unreported);
    // All is kept by now, and nobody may read what follows.
    stopping.told();
    if (flags.json()) {
      console.out().println(RunResultJson.write(result, verdict.judgement(), bottlenecks));
      problems.forEach(console::message);
    } else {
      String where =
          run.directory() + (kept.report() ? " · " + RunReport.FILE + " shows them" : "");
      console
          .out()
          .print(
              new Summary(console.outIsTerminal() && console.colours())
                  .render(result, verdict, bottlenecks, Optional.of(where), problems));
    }
    console.out().flush();
    int code = exitCode(result, verdict);
    return code == ExitCode.PASSED && !problems.isEmpty() ? ExitCode.COULD_NOT : code;
  }

  private static int exitCode(RunResult result, Verdict verdict) {
    return switch (result.ending().how()) {
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case TARGET_LOST, FAILED -> ExitCode.COULD_NOT;
      case FINISHED, ABORTED, NOT_PARKED -> exitCode(verdict);
    };
  }

  /** Doubts decide when somebody has asked for something. */
  private static int exitCode(Verdict verdict) {
    return switch (verdict.outcome()) {
      case PASSED -> ExitCode.PASSED;
      case FAILED -> ExitCode.FAILED;
      case UNTRUSTWORTHY -> verdict.doubtsDecide() ? ExitCode.UNTRUSTWORTHY : ExitCode.PASSED;
    };
  }
}
