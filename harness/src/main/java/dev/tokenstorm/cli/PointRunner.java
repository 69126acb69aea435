package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.search.PlanRunner;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.verdict.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the plans of a search on one target. */
final class PointRunner implements PlanRunner, Interruptible {
  private final Console console;
  private final Clock wallClock;
  private final Target target;
  private final boolean quiet;
  private Optional<CellRun> current = Optional.empty();
  private Optional<Thread> connecting = Optional.empty();
  private OptionalLong graceEndNanos = OptionalLong.empty();
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
        Target connections = connect(exposure, rpcStatuses, replies);
        CellRun run =
            CellRun.open(plan, connections, rpcStatuses, replies, exposure, console, wallClock)) {
      tell(exposure);
      begin(run);
      try {
        RunResult result;
        try (Progress progress =
            quiet || !console.errIsTerminal() ? Progress.quiet() : run.progress()) {
          result = run.run(progress.andThen(watch.apply(run.cell()::stop)));
        }
        List<Bottleneck> bottlenecks = run.bottlenecks(result, console::message);
        Verdict verdict = Verdict.of(result);
        List<String> unwritten = run.keep(result, verdict.judgement(), bottlenecks).problems();
        unwritten.forEach(console::message);
        keptAll &= unwritten.isEmpty();
        return new Finished(result, verdict, bottlenecks);
      } finally {
        end();
      }
    }
  }

  /** Whether each file of each run was written. For the thread that runs. */
  boolean keptAll() {
    return keptAll;
  }

  /** A server that does not answer must not outlast the grace. */
  private Target connect(Exposure exposure, RpcStatuses rpcStatuses, ReplyWatch replies) {
    synchronized (this) {
      connecting = Optional.of(Thread.currentThread());
    }
    try {
      return target.again(exposure.telemetry().sdkScope(), rpcStatuses, replies);
    } finally {
      synchronized (this) {
        connecting = Optional.empty();
        // What follows writes files, which an interrupt would cut off.
        var unused = Thread.interrupted();
      }
    }
  }

  @Override
  public synchronized void say(String sentence) {
    current.ifPresentOrElse(run -> run.say(sentence), () -> console.message(sentence));
  }

  @Override
  public synchronized void rest(Duration length) throws InterruptedException {
    long end = NanoClock.SYSTEM.nanoTime() + length.toNanos();
    for (long left = length.toNanos();
        left > 0 && !interrupted;
        left = end - NanoClock.SYSTEM.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Ends the run that goes on, or the next, after its drain. */
  @Override
  public synchronized void interrupt() {
    interrupted = true;
    notifyAll();
    current.ifPresent(CellRun::interrupt);
  }

  @Override
  public synchronized void interrupt(Duration within) {
    interrupted = true;
    notifyAll();
    graceEndNanos = OptionalLong.of(NanoClock.SYSTEM.nanoTime() + within.toNanos());
    current.ifPresent(run -> run.interrupt(within));
  }

  @Override
  public synchronized boolean writing() {
    return current.filter(CellRun::writing).isPresent();
  }

  @Override
  public synchronized void graceOver() {
    current.ifPresent(CellRun::graceOver);
    connecting.ifPresent(Thread::interrupt);
  }

  /** Ends the run that goes on without a drain. */
  @Override
  public synchronized void abort() {
    current.ifPresent(CellRun::abort);
  }

  /** Whether no further run may begin. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  private synchronized void begin(CellRun run) {
    current = Optional.of(run);
    if (interrupted) {
      graceEndNanos.ifPresentOrElse(
          end -> run.interrupt(Duration.ofNanos(Math.max(0, end - NanoClock.SYSTEM.nanoTime()))),
          run::interrupt);
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
