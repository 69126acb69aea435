package dev.tokenstorm.cli;

import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.PlanYaml;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.LivePage;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.report.ProgressGoal;
import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.report.Summary;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.target.ReplyWatch;
import dev.tokenstorm.target.Sentences;
import dev.tokenstorm.target.Target;
import dev.tokenstorm.telemetry.MetricsServer;
import dev.tokenstorm.telemetry.RunSources;
import dev.tokenstorm.telemetry.Telemetry;
import dev.tokenstorm.verdict.AbortWatch;
import dev.tokenstorm.verdict.Verdict;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a plan with one cell: opens what it needs, runs it, prints and keeps what it found.
 */
final class CellAction implements RunAction {
  private static final String CELL = "0";

  private final Console console;
  private final Clock wallClock;

  CellAction(Console console, Clock wallClock) {
    this.console = console;
    this.wallClock = wallClock;
  }

  @Override
  public int run(RunPlan plan, RunFlags flags) {
    Preflight.check(plan);
    RemoteWarning.of(plan).ifPresent(console::message);
    try (Telemetry telemetry = new Telemetry(plan, CELL, TokenstormCommand.version());
        LivePage live = new LivePage()) {
      Optional<MetricsServer> server =
          plan.output()
              .metrics()
              .map(
                  metrics ->
                      MetricsServer.start(metrics, telemetry, live.handlers(), console::message));
      try {
        if (server.isPresent() && !flags.quiet()) {
          console.message("live page at http://" + server.get().address() + "/");
        }
        CountDownLatch interrupted = new CountDownLatch(1);
        int code = run(plan, flags, telemetry, live, interrupted);
        telemetry.close();
        if (server.isPresent()) {
          linger(plan, interrupted);
        }
        return code;
      } finally {
        live.close();
        server.ifPresent(MetricsServer::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private int run(
      RunPlan plan, RunFlags flags, Telemetry telemetry, LivePage live, CountDownLatch interrupted)
      throws InterruptedException {
    RpcStatuses rpcStatuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), telemetry.sdkScope(), rpcStatuses, replies)) {
      RunFacts facts =
          new RunFacts(
              plan, wallClock.instant(), target.info(), Host.current(VirtualThreads.available()));
      try (ResultFiles files =
              ResultFiles.create(plan.output().directory(), facts, PlanYaml.write(plan));
          Findings findings = new Findings(files.directory().resolve("findings.jsonl"))) {
        if (!flags.quiet()) {
          console.message(
              "run %s against %s, results in %s"
                  .formatted(plan.runId(), target.info().address(), files.directory()));
        }
        Cell cell = new Cell(plan, target, rpcStatuses, replies, findings, NanoClock.SYSTEM);
        live.begin(facts, PlanYaml.write(plan), goal(plan));
        telemetry
            .harness()
            .observe(new RunSources(cell::counts, cell::gauges, rpcStatuses::snapshot));
        Optional<AbortWatch> abort = AbortWatch.of(facts, cell::stop);
        RunResult result;
        try (Progress progress = progress(plan, flags);
            Interrupts signals =
                Interrupts.handle(
                    () -> {
                      interrupted.countDown();
                      cell.interrupt();
                    },
                    cell::abort)) {
          result =
              cell.run(
                  facts,
                  interval -> {
                    files.accept(interval);
                    telemetry
                        .harness()
                        .record(interval.phase(), interval.latencies(), interval.process());
                    progress.accept(interval);
                    abort.ifPresent(watch -> watch.accept(interval));
                    if (plan.output().metrics().isPresent()) {
                      live.accept(interval);
                    }
                  });
        }
        return print(flags, result, files, findings, live);
      }
    }
  }

  private Progress progress(RunPlan plan, RunFlags flags) {
    if (flags.quiet()) {
      return Progress.quiet();
    }
    ProgressGoal goal = goal(plan);
    if (!console.errIsTerminal()) {
      return Progress.lines(console.err(), goal);
    }
    int columns = Progress.columns(console.environment().getOrDefault("COLUMNS", ""));
    return Progress.live(console.err(), goal, columns, console.colours());
  }

  private static ProgressGoal goal(RunPlan plan) {
    return new ProgressGoal(
        plan.load().workflows(),
        plan.load().duration(),
        plan.load().warmup(),
        plan.completion().park());
  }

  private int print(
      RunFlags flags, RunResult result, ResultFiles files, Findings findings, LivePage live) {
    Optional<String> problem = close(findings);
    Verdict verdict = Verdict.of(result);
    Optional<String> filesProblem = files.finish(result, verdict.judgement());
    Optional<String> reportProblem = ReportFile.write(files.directory(), live::end);
    reportProblem.ifPresent(live::endWithout);
    problem = problem.or(() -> filesProblem).or(() -> reportProblem);
    if (flags.json()) {
      console.out().println(RunResultJson.write(result, verdict.judgement()));
      problem.ifPresent(console::message);
    } else {
      console
          .out()
          .print(
              new Summary(console.outIsTerminal() && console.colours())
                  .render(result, verdict, Optional.of(where(files, reportProblem)), problem));
    }
    console.out().flush();
    int code = exitCode(result, verdict);
    return code == ExitCode.PASSED && problem.isPresent() ? ExitCode.COULD_NOT : code;
  }

  private static String where(ResultFiles files, Optional<String> reportProblem) {
    return files.directory()
        + (reportProblem.isEmpty() ? " · " + RunReport.FILE + " shows them" : "");
  }

  private static Optional<String> close(Findings findings) {
    try {
      findings.close();
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of("findings.jsonl could not be written: " + Sentences.rootMessage(e) + ".");
    }
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
      case UNTRUSTWORTHY ->
          verdict.objectives().isEmpty() ? ExitCode.PASSED : ExitCode.UNTRUSTWORTHY;
    };
  }

  /** Keeps the last values up for a while; a signal ends it. */
  private void linger(RunPlan plan, CountDownLatch interrupted) throws InterruptedException {
    if (plan.output().linger().isZero() || interrupted.getCount() == 0) {
      return;
    }
    try (Interrupts signals = Interrupts.handle(interrupted::countDown, interrupted::countDown)) {
      interrupted.await(plan.output().linger().toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
