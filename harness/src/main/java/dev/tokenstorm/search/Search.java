package dev.tokenstorm.search;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.result.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs what a strategy wants, after a warm-up, until it wants no more or something else ends it.
 * For one thread.
 */
public final class Search {
  private final Strategy strategy;
  private final TrialRunner runner;
  private final NanoClock clock;
  private final BooleanSupplier stopped;

  /**
   * @param stopped whether no further run may begin
   */
  public Search(Strategy strategy, TrialRunner runner, NanoClock clock, BooleanSupplier stopped) {
    this.strategy = strategy;
    this.runner = runner;
    this.clock = clock;
    this.stopped = stopped;
  }

  /**
   * Searches.
   *
   * @param begun the runs of a search that goes on
   * @param deadline of {@code clock}
   * @param each takes all runs after each of them
   * @throws InterruptedException when this thread is interrupted
   */
  public StopReason run(List<Trial> begun, long deadline, Consumer<List<Trial>> each)
      throws InterruptedException {
    List<Trial> trials = new ArrayList<>(begun);
    Step step = strategy.warmup();
    while (!stopped.getAsBoolean()) {
      Trial trial = runner.run(step, List.copyOf(trials));
      trials.add(trial);
      each.accept(List.copyOf(trials));
      Optional<StopReason> over = end(trial.ending());
      if (over.isPresent()) {
        return over.get();
      }
      Duration left = Duration.ofNanos(deadline - clock.nanoTime());
      Strategy.Next next = strategy.next(List.copyOf(trials), left);
      if (next instanceof Strategy.Stop stop) {
        return stop.end();
      }
      step = ((Strategy.Run) next).step();
    }
    return StopReason.INTERRUPTED;
  }

  /** The end that a run's end is for its search. */
  private static Optional<StopReason> end(Ending.How ending) {
    return switch (ending) {
      case INTERRUPTED -> Optional.of(StopReason.INTERRUPTED);
      case TARGET_LOST -> Optional.of(StopReason.TARGET_LOST);
      case FAILED, KILLED -> Optional.of(StopReason.FAILED);
      case FINISHED, TAKEN_UP, ABORTED, NOT_PARKED -> Optional.empty();
    };
  }
}
