package dev.tokenstorm.run;

import java.time.Clock;

/**
 * What a run takes from the program that it is part of.
 *
 * @param wallClock says when the run started
 * @param version of the program, for its metrics
 * @param cell names the run's cell among others of the same run, in metrics
 * @param keepsFiles whether the run has a folder of results; without one its outcome is all there
 *     is
 */
public record RunContext(Clock wallClock, String version, String cell, boolean keepsFiles) {
  private static final String ONLY_CELL = "0";

  /** That of runs of one cell, which keep their files. */
  public RunContext(Clock wallClock, String version) {
    this(wallClock, version, ONLY_CELL, true);
  }

  /** The same for runs that keep no files. */
  public RunContext withoutFiles() {
    return new RunContext(wallClock, version, cell, false);
  }
}
