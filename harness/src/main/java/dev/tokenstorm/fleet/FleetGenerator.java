package dev.tokenstorm.fleet;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.link.Frame;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.FleetFacts;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.run.ChildProcess;
import dev.tokenstorm.run.LoadGenerator;
import dev.tokenstorm.run.OwnProgram;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.settings.PlanYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Generates load with several processes of this program on this machine, a cell in each. Their
 * figures become those of one run.
 */
final class FleetGenerator implements LoadGenerator {
  /** Name of the folder within the run's own that has those of the cells. */
  static final String CELLS = "cells";

  private static final int MOST_MESSAGES = 10_000;
  private static final CellGauges NO_GAUGES = new CellGauges(0, 0, 0, 0, 0);

  private final RunFacts facts;
  private final Target target;
  private final Path folder;
  private final OwnProgram program;
  private final String version;
  private final Consumer<String> notes;
  private final BlockingQueue<CellSeat.Message> messages =
      new LinkedBlockingQueue<>(MOST_MESSAGES);
  private volatile List<CellSeat> seats = List.of();
  private volatile Optional<Interval> last = Optional.empty();

  /** What was asked of the cells so far, in its order; those that come later hear it as well. */
  private final List<Frame> asked = new ArrayList<>();

  private Optional<Ending> stopped = Optional.empty();
  private boolean interrupted;
  private boolean closed;

  /**
   * @param target is open
   * @param folder of the run's results
   * @param notes takes what the user should know at once, on the thread that runs
   * @param program to start as a cell
   */
  FleetGenerator(
      RunFacts facts,
      Target target,
      Path folder,
      Consumer<String> notes,
      OwnProgram program,
      String version) {
    this.facts = facts;
    this.target = target;
    this.folder = folder;
    this.notes = notes;
    this.program = program;
    this.version = version;
  }

  @Override
  public LedgerCounts counts() {
    return last.map(Interval::counts).orElse(Counts.NONE);
  }

  @Override
  public CellGauges gauges() {
    return last.map(Interval::gauges).orElse(NO_GAUGES);
  }

  @Override
  public Map<RpcStatus, Long> statuses() {
    return last.map(Interval::rpc).orElse(Map.of());
  }

  @Override
  public RunResult run(Consumer<Interval> sink) throws InterruptedException {
    try {
      begin();
      Coordination coordination =
          new Coordination(
              facts,
              target,
              seats,
              messages,
              interval -> {
                last = Optional.of(interval);
                sink.accept(interval);
              },
              notes,
              this);
      RunResult result = coordination.run(version);
      close();
      keep(result);
      return result;
    } catch (InterruptedException | RuntimeException e) {
      seats.forEach(CellSeat::kill);
      throw e;
    } finally {
      close();
    }
  }

  /** So that the cells' folders can be added up again. */
  private void keep(RunResult result) {
    for (CellSeat seat : seats) {
      Path own = folder.resolve(CELLS).resolve(seat.name());
      try {
        FleetFacts.write(own, result, PlanYaml.write(facts.plan()));
      } catch (IOException e) {
        notes.accept("%s does not tell of its fleet (%s).".formatted(own, e.getMessage()));
      }
    }
  }

  private void begin() {
    RunPlan plan = facts.plan();
    RunPlan told = plan.forCells(served(plan.target().choice()));
    List<CellSeat> started = new ArrayList<>();
    try {
      Path cells = Files.createDirectories(folder.resolve(CELLS));
      for (int cell = 0; cell < plan.cells(); cell++) {
        Share share = new Share(cell, plan.cells());
        Path own = cells.resolve(share.cell());
        ChildProcess process =
            ChildProcess.talking(program.with(List.of("cell", "--out", own.toString())));
        CellSeat seat = new CellSeat(share, process, messages, NanoClock.SYSTEM);
        started.add(seat);
        seat.tell(MessageKind.PLAN.frame(CellOrder.of(told, share).text()));
      }
    } catch (IOException e) {
      started.forEach(CellSeat::kill);
      throw new TargetException("A cell cannot be started: " + e.getMessage() + ".", e);
    }
    synchronized (this) {
      seats = List.copyOf(started);
      asked.forEach(frame -> started.forEach(seat -> seat.tell(frame)));
    }
  }

  /** An environment says the same to all, and what this process has started is at its socket. */
  private TargetPlan.Choice served(TargetPlan.Choice choice) {
    return choice instanceof TargetPlan.Environment
        ? choice
        : new TargetPlan.Address(target.socket());
  }

  private void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean again = false;
    for (CellSeat seat : seats) {
      try {
        seat.close();
      } catch (InterruptedException e) {
        again = true;
      }
    }
    if (again) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void ask(Frame frame) {
    asked.add(frame);
    seats.forEach(seat -> seat.tell(frame));
  }

  @Override
  public synchronized void stop(Ending ending) {
    if (stopped.isEmpty()) {
      stopped = Optional.of(ending);
      ask(MessageKind.STOP.frame(StopOrder.because(ending).text()));
    }
  }

  @Override
  public synchronized void interrupt() {
    if (!interrupted) {
      interrupted = true;
      ask(MessageKind.STOP.frame(StopOrder.interrupted().text()));
    }
  }

  @Override
  public synchronized void interrupt(Duration within) {
    interrupted = true;
    ask(MessageKind.STOP.frame(StopOrder.interrupted(within).text()));
  }

  @Override
  public synchronized void abort() {
    interrupted = true;
    ask(MessageKind.ABORT.frame());
  }

  /** How the run was stopped; empty if it was not, and if the user did. */
  synchronized Optional<Ending> stopped() {
    return stopped;
  }

  /** Whether the user ends the run. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  @Override
  public void dismiss() {
    seats.forEach(CellSeat::kill);
  }
}
