package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries out the faults that are commands of the user's. A fault begins once its command has ended
 * with exit code 0, and is undone by the command's {@code undo}. That is called whenever the
 * command has run, however it ended, since it may have done a part of what it should. Thread-safe:
 * faults that name different commands may go on at the same time.
 */
public final class CommandActor implements FaultActor {
  private final FaultPlan plan;
  private final CommandRunner runner;
  private final UndoJournal journal;
  private final CompletableFuture<Boolean> runOver = new CompletableFuture<>();

  /** How the commands of faults that go on have ended, by the faults' numbers. */
  private final Map<Integer, CommandEnd> ends = new ConcurrentHashMap<>();

  /** What the journal knows of faults that have to be undone, by the faults' numbers. */
  private final Map<Integer, UndoJournal.Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param plan has the faults, and the commands that they name
   * @param folder takes what commands write; without one it is dropped
   * @param environment of this process, of which commands get what is no secret
   * @param journal keeps what has to be undone if this process is killed
   * @param clock of the run
   */
  public CommandActor(
      FaultPlan plan,
      Optional<Path> folder,
      Map<String, String> environment,
      UndoJournal journal,
      NanoClock clock) {
    this.plan = plan;
    this.runner = new CommandRunner(folder, environment, clock);
    this.journal = journal;
  }

  @Override
  public void begin(PlannedFault fault) {
    FaultCommand command = command(fault);
    command
        .undo()
        .ifPresent(
            undo ->
                entries.put(
                    fault.number(),
                    journal.begins(
                        "Fault %d (%s) may still go on".formatted(fault.number(), fault.text()),
                        undo.typed())));
    CommandEnd end = runner.run(command.call(), command.keptVariables(), file(fault), runOver);
    ends.put(fault.number(), end);
    if (!end.succeeded()) {
      throw new IllegalStateException("its command " + end.words());
    }
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    CommandEnd begun =
        Optional.ofNullable(ends.remove(fault.number()))
            .orElseGet(() -> new CommandEnd(false, false, "was not started"));
    String words = "its command " + begun.words();
    FaultCommand command = command(fault);
    Optional<UndoJournal.Entry> entry = Optional.ofNullable(entries.remove(fault.number()));
    if (!begun.started() || command.undo().isEmpty()) {
      entry.ifPresent(UndoJournal.Entry::undone);
      return new FaultWitness(begun.succeeded(), words);
    }
    CommandCall undo = command.undo().get();
    CommandEnd undone = runner.runOn(undo, command.keptVariables(), file(fault) + "-undo");
    if (!undone.succeeded()) {
      return new FaultWitness(
          begun.succeeded(),
          words,
          Optional.of("its undo " + undone.words() + "; by hand: " + undo.typed()));
    }
    entry.ifPresent(UndoJournal.Entry::undone);
    return new FaultWitness(begun.succeeded(), words + ", and its undo " + undone.words());
  }

  private FaultCommand command(PlannedFault fault) {
    return plan.command(name(fault));
  }

  private static String file(PlannedFault fault) {
    return "fault" + fault.number() + "-" + name(fault);
  }

  private static String name(PlannedFault fault) {
    if (fault.kind() instanceof FaultKind.Exec exec) {
      return exec.command();
    }
    throw new IllegalArgumentException(fault.text() + " is no command");
  }

  /** A command that runs is ended; an undo never is but at its limit. */
  @Override
  public void hurry() {
    var unused = runOver.complete(true);
  }

  @Override
  public void over() {
    runner.settle();
  }

  @Override
  public String leftover(PlannedFault fault) {
    return FaultActor.super.leftover(fault)
        + command(fault).undo().map(undo -> "; by hand: " + undo.typed()).orElse("");
  }

  @Override
  public Duration longestEnd() {
    if (plan.commands().isEmpty()) {
      return SHORT_END;
    }
    return plan.commands().stream()
        .flatMap(command -> command.undo().stream())
        .map(CommandCall::limit)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO)
        .plus(ProcessGroup.LONGEST_END.multipliedBy(2))
        .plus(SHORT_END);
  }
}
