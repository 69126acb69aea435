package dev.tokenstorm.run;

import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.workload.Workload;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * The context that a run takes from the program that it is part of.
 *
 * @param wallClock says when the run started
 * @param version of the program, for its metrics
 * @param cell names the run's cell among others of the same run, in metrics
 * @param keepsFiles whether the run has a folder of results; without one its outcome is all there
 *     is
 * @param workloads gives the workload of a plan, which need not be one that the plan describes
 * @param mover moves the run's cell on from phase to phase
 * @param archive keeps runs beside their folders
 * @param killed the run that is taken up; empty for one that begins
 */
public record RunContext(
    Clock wallClock,
    String version,
    String cell,
    boolean keepsFiles,
    Function<RunPlan, Workload> workloads,
    PhaseMover mover,
    Optional<RunArchive> archive,
    Optional<KilledRun> killed) {
  private static final String ONLY_CELL = "0";

  /** That of runs of one cell, which keep their files. */
  public RunContext(Clock wallClock, String version) {
    this(wallClock, version, ONLY_CELL, true);
  }

  /** That of runs of the workloads that plans describe, whose cell moves on by itself. */
  public RunContext(Clock wallClock, String version, String cell, boolean keepsFiles) {
    this(
        wallClock,
        version,
        cell,
        keepsFiles,
        Workloads::of,
        PhaseMover.WHEN_READY,
        Optional.empty(),
        Optional.empty());
  }

  /** The same for runs that keep no files. */
  public RunContext withoutFiles() {
    return new RunContext(wallClock, version, cell, false, workloads, mover, archive, killed);
  }

  /** The same for runs of another workload. */
  public RunContext with(Function<RunPlan, Workload> others) {
    return new RunContext(wallClock, version, cell, keepsFiles, others, mover, archive, killed);
  }

  /** The same for a run that something else moves on than its own cell. */
  public RunContext movedBy(PhaseMover other) {
    return new RunContext(wallClock, version, cell, keepsFiles, workloads, other, archive, killed);
  }

  /** The same for runs that an archive keeps as well. */
  public RunContext archivedBy(RunArchive other) {
    return new RunContext(
        wallClock, version, cell, keepsFiles, workloads, mover, Optional.of(other), killed);
  }

  /** The same for one that goes on with a run that was killed. */
  public RunContext takingUp(KilledRun run) {
    return new RunContext(
        wallClock, version, cell, keepsFiles, workloads, mover, archive, Optional.of(run));
  }
}
