package dev.tokenstorm.run;

import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a run.
 *
 * @param bottlenecks what bound it, most likely first
 * @param folder where its results are; empty if none are kept
 * @param report whether there is a page that shows them
 * @param problems one sentence on each file that could not be written
 */
public record RunOutcome(
    RunResult result,
    Verdict verdict,
    List<Bottleneck> bottlenecks,
    Optional<Path> folder,
    boolean report,
    List<String> problems) {
  public RunOutcome {
    bottlenecks = List.copyOf(bottlenecks);
    problems = List.copyOf(problems);
  }

  /** How it went, in a word. */
  public ExitState state() {
    ExitState judged =
        switch (result.ending().how()) {
          case INTERRUPTED -> ExitState.INTERRUPTED;
          case TARGET_LOST, FAILED, KILLED -> ExitState.COULD_NOT;
          case FINISHED, TAKEN_UP, ABORTED, NOT_PARKED -> judged();
        };
    return judged == ExitState.PASSED && !problems.isEmpty() ? ExitState.COULD_NOT : judged;
  }

  /** Doubts decide when somebody has asked for something. */
  private ExitState judged() {
    return switch (verdict.outcome()) {
      case PASSED -> ExitState.PASSED;
      case FAILED -> ExitState.FAILED;
      case UNTRUSTWORTHY -> verdict.doubtsDecide() ? ExitState.UNTRUSTWORTHY : ExitState.PASSED;
    };
  }
}
