package dev.tokenstorm.run;

import dev.tokenstorm.fault.FaultActor;
import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultWitness;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.server.DevServer;
import dev.tokenstorm.server.ServerProcess;
import dev.tokenstorm.text.Humanize;
import java.util.Optional;

/**
 * Kills, restarts and pauses the server that a run has started. The journal knows meanwhile how its
 * process is ended by hand. Faults come one at a time, from one thread; closing is for any.
 */
final class ServerFaults implements FaultActor, AutoCloseable {
  private final DevServer server;
  private final ServerProcess process;
  private final UndoJournal journal;
  private final NanoClock clock;

  /** What the journal knows of the process; empty while there is none. */
  private Optional<UndoJournal.Entry> running = Optional.empty();

  /** What it knows of a pause; empty while the process goes on. */
  private Optional<UndoJournal.Entry> paused = Optional.empty();

  private long pausedNanos;

  /** What was seen of a process that has been killed. */
  private Optional<String> gone = Optional.empty();

  ServerFaults(DevServer server, UndoJournal journal, NanoClock clock) {
    this.server = server;
    this.process = server.process();
    this.journal = journal;
    this.clock = clock;
    runs();
  }

  private synchronized void runs() {
    running = Optional.of(journal.begins("The dev server may still run", server.endCommand()));
  }

  private synchronized void runsNoMore() {
    running.ifPresent(UndoJournal.Entry::undone);
    running = Optional.empty();
  }

  private synchronized void isPaused(PlannedFault fault) {
    paused =
        Optional.of(
            journal.begins(
                "Fault %d (%s) may still go on".formatted(fault.number(), fault.text()),
                "kill -CONT " + process.pid()));
  }

  private synchronized void isPausedNoMore() {
    paused.ifPresent(UndoJournal.Entry::undone);
    paused = Optional.empty();
  }

  @Override
  public void begin(PlannedFault fault) {
    if (fault.kind() instanceof FaultKind.PauseServer) {
      pause(fault);
    } else {
      kill();
    }
  }

  private void kill() {
    gone = Optional.empty();
    long pid = process.pid();
    int exitCode = process.kill();
    gone = Optional.of("process %d was killed, with exit code %d".formatted(pid, exitCode));
    runsNoMore();
  }

  private void pause(PlannedFault fault) {
    // Before the signal: nobody could tell what stands still if this process were killed between.
    isPaused(fault);
    process.pause();
    pausedNanos = clock.nanoTime();
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    if (fault.kind() instanceof FaultKind.PauseServer) {
      return resume();
    }
    if (gone.isEmpty()) {
      return new FaultWitness(false, "the server was not killed");
    }
    return fault.kind() instanceof FaultKind.RestartServer
        ? new FaultWitness(true, gone.get() + "; " + restart())
        : new FaultWitness(true, gone.get());
  }

  private String restart() {
    long startNanos = clock.nanoTime();
    process.startAgain();
    runs();
    process.awaitAnswer();
    return "process %d answered %s after its start"
        .formatted(process.pid(), Humanize.seconds(Nanos.toSeconds(clock.nanoTime() - startNanos)));
  }

  private FaultWitness resume() {
    boolean stoodStill = process.standsStill();
    long nanos = clock.nanoTime() - pausedNanos;
    process.resume();
    isPausedNoMore();
    return stoodStill
        ? new FaultWitness(
            true,
            "process %d stood still for %s"
                .formatted(process.pid(), Humanize.seconds(Nanos.toSeconds(nanos))))
        : new FaultWitness(false, "somebody let process %d go on".formatted(process.pid()));
  }

  /** The run is over, and whoever opened the server ends it next. */
  @Override
  public void close() {
    isPausedNoMore();
    runsNoMore();
  }
}
