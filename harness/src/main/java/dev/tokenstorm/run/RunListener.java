package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.text.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run tells whoever started it through this interface, step by step. The calls come on the thread
 * that runs, in the order of the methods here; notes may come in between.
 */
@FunctionalInterface
public interface RunListener {

  /**
   * Takes a warning, or what could not be found out.
   *
   * @param sentence for a person
   */
  void note(String sentence);

  /** The run's metrics and its live page are served at this address. */
  default void exposed(HostPort address) {}

  /** The target is there, and nothing is written yet. From now on there is something to end. */
  default void connected(RunPlan plan) {}

  /**
   * All is open, and load is about to begin.
   *
   * @param folder where results go; empty if none are kept
   * @return takes each interval, and is closed once the last was given
   */
  default Progress begun(RunFacts facts, Optional<Path> folder) {
    return Progress.quiet();
  }

  /** The cell has ended; the run is about to be judged, and its results written. */
  default void over() {}

  /** All results are written. The target is still open, and metrics can still be read. */
  default void written(RunOutcome outcome) {}
}
