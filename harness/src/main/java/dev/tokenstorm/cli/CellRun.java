package dev.tokenstorm.cli;

import dev.tokenstorm.bottleneck.Bottlenecks;
import dev.tokenstorm.bottleneck.ServerSignals;
import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.PlanYaml;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.report.ProgressGoal;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.telemetry.RunSources;
import dev.tokenstorm.verdict.AbortWatch;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One plan carried out by one cell: its files, metrics and live page see all intervals. */
final class CellRun implements AutoCloseable, Interruptible {
  private static final String FINDINGS = "findings.jsonl";

  private final RunFacts facts;
  private final Exposure exposure;
  private final ResultFiles files;
  private final Findings findings;
  private final Cell cell;
  private final ServerWatch server;
  private final Console console;
  private volatile Progress shown = Progress.quiet();
  private volatile boolean over;

  private CellRun(
      Console console,
      RunFacts facts,
      Exposure exposure,
      ResultFiles files,
      Findings findings,
      Cell cell,
      ServerWatch server) {
    this.console = console;
    this.facts = facts;
    this.exposure = exposure;
    this.files = files;
    this.findings = findings;
    this.cell = cell;
    this.server = server;
  }

  /**
   * What is to be told of a run's files.
   *
   * @param problems one sentence on each file that could not be written
   * @param report whether there is a report
   */
  record Kept(List<String> problems, boolean report) {
    Kept {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Makes the folder of the results, and the cell.
   *
   * @throws dev.tokenstorm.plan.UsageException if the folder exists, or cannot be made
   */
  static CellRun open(
      RunPlan plan,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Exposure exposure,
      Console console,
      Clock wallClock) {
    RunFacts facts =
        new RunFacts(
            plan,
            PlanYaml.settings(plan),
            wallClock.instant(),
            target.info(),
            Host.current(VirtualThreads.available()));
    ResultFiles files = ResultFiles.create(plan.output().directory(), facts, PlanYaml.write(plan));
    Findings findings = new Findings(files.directory().resolve(FINDINGS));
    Cell cell = new Cell(plan, target, rpcStatuses, replies, findings, NanoClock.SYSTEM);
    exposure.live().begin(facts, PlanYaml.write(plan), goal(plan));
    exposure
        .telemetry()
        .harness()
        .observe(new RunSources(cell::counts, cell::gauges, rpcStatuses::snapshot));
    ServerWatch server =
        ServerWatch.start(plan.serverMetrics(), plan.target().taskQueue(), NanoClock.SYSTEM);
    return new CellRun(console, facts, exposure, files, findings, cell, server);
  }

  private static ProgressGoal goal(RunPlan plan) {
    return new ProgressGoal(
        plan.load().workflows(),
        plan.load().duration(),
        plan.load().warmup(),
        plan.completion().park());
  }

  Cell cell() {
    return cell;
  }

  Path directory() {
    return files.directory();
  }

  /** Shows the run's progress, on a terminal or in lines. */
  Progress progress() {
    ProgressGoal goal = goal(facts.plan());
    if (console.errIsTerminal()) {
      TerminalWidth width =
          TerminalWidth.ofStderr(console.environment().getOrDefault("COLUMNS", ""));
      shown =
          new TerminalProgress(Progress.live(console.err(), goal, width, console.colours()), width)
              .unhindered();
    } else {
      shown = Progress.lines(console.err(), goal).unhindered();
    }
    return shown;
  }

  @Override
  public void say(String sentence) {
    shown.say(() -> console.message(sentence));
  }

  /**
   * Runs to the end.
   *
   * @param also takes each interval, on this thread
   */
  RunResult run(Consumer<Interval> also) throws InterruptedException {
    Optional<AbortWatch> abort = AbortWatch.of(facts, cell::stop);
    RunResult result =
        cell.run(
            facts,
            interval -> {
              files.accept(interval);
              server.accept(interval);
              exposure
                  .telemetry()
                  .harness()
                  .record(interval.phase(), interval.latencies(), interval.process());
              also.accept(interval);
              abort.ifPresent(watch -> watch.accept(interval));
              if (exposure.address().isPresent()) {
                exposure.live().accept(interval);
              }
            });
    over = true;
    return result;
  }

  /** Ends the run after its drain; once it is over, ends what is waited for. */
  @Override
  public void interrupt() {
    cell.interrupt();
    if (over) {
      server.abandon();
    }
  }

  @Override
  public void interrupt(Duration grace) {
    cell.interrupt(grace);
    if (over) {
      server.abandon();
    }
  }

  @Override
  public boolean writing() {
    return over;
  }

  @Override
  public void graceOver() {
    server.abandon();
  }

  /** Ends the run, and whatever is waited for. */
  @Override
  public void abort() {
    cell.abort();
    server.abandon();
  }

  /**
   * What bound the run.
   *
   * @param gaps is told, in a sentence each, of what the server's metrics did not tell
   */
  List<Bottleneck> bottlenecks(RunResult result, Consumer<String> gaps)
      throws InterruptedException {
    Optional<ServerSignals> signals = server.signals();
    server.gaps().forEach(gaps);
    return Bottlenecks.of(result, signals);
  }

  /** Writes what the run found out. */
  Kept keep(RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    List<String> problems = new ArrayList<>(files.finish(result, judgement, bottlenecks));
    closeFindings().ifPresent(problems::add);
    Optional<String> reportProblem = ReportFile.write(files.directory(), exposure.live()::end);
    reportProblem.ifPresent(exposure.live()::endWithout);
    reportProblem.ifPresent(problems::add);
    return new Kept(problems, reportProblem.isEmpty());
  }

  private Optional<String> closeFindings() {
    try {
      findings.close();
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of(
          "%s is incomplete (%s); the counts shown are whole."
              .formatted(
                  files.directory().resolve(FINDINGS),
                  WriteFailure.reason(Objects.requireNonNull(e.getCause()))));
    }
  }

  @Override
  public void close() {
    server.close();
    var unused = closeFindings();
    files.close();
  }
}
