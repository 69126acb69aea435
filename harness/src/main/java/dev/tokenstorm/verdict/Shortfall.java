package dev.tokenstorm.verdict;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** Says which part of its plan a run did not carry out. */
final class Shortfall {
  private Shortfall() {}

  /**
   * Returns one sentence for each missing part, if nothing else reports it. An ending other than
   * the planned one is already a breach of its own.
   */
  static Stream<String> breaches(RunResult result) {
    return told(result.ending()) ? Stream.empty() : sentences(result);
  }

  /** Returns one sentence for each missing part, if the ending gives the reason. */
  static Stream<String> notes(RunResult result) {
    return told(result.ending()) ? sentences(result) : Stream.empty();
  }

  private static boolean told(Ending ending) {
    return switch (ending.how()) {
      case FINISHED, INTERRUPTED -> false;
      case TAKEN_UP, ABORTED, NOT_PARKED, TARGET_LOST, FAILED, KILLED -> true;
    };
  }

  private static Stream<String> sentences(RunResult result) {
    LedgerCounts counts = result.ledger().counts();
    Duration missing = result.ending().missing();
    Stream<String> starts =
        counts.notReached() == 0
            ? Stream.empty()
            : Stream.of(
                String.format(
                    Locale.ROOT,
                    "%,d of the %,d planned %s were not started, as the %s.",
                    counts.notReached(),
                    counts.planned(),
                    result.facts().plan().workload().plural(),
                    stopped(result)));
    Stream<String> time =
        missing.isZero()
            ? Stream.empty()
            : Stream.of(
                "The %s %s before the end of --duration."
                    .formatted(stopped(result), Humanize.seconds(Nanos.toSeconds(missing))));
    return Stream.concat(starts, time);
  }

  private static String stopped(RunResult result) {
    return result.takenUp().isPresent() ? "run was killed" : "driver was stopped";
  }
}
