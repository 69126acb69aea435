package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.ComparisonPlan;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.Ending;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The loop of a comparison warms each side, and fixes how many blocks there is time for. Then it
 * runs one block after the other until all is decided, the blocks are over, or something else ends
 * it. For one thread.
 */
public final class CompareLoop {
  private final ComparePlan plan;
  private final SideRunner runner;
  private final NanoClock clock;
  private final BooleanSupplier stopped;
  private final Consumer<CompareState> each;

  /**
   * @param stopped whether no further run may begin
   * @param each takes the state after each run, and once it is known how many blocks there will be
   */
  public CompareLoop(
      ComparePlan plan,
      SideRunner runner,
      NanoClock clock,
      BooleanSupplier stopped,
      Consumer<CompareState> each) {
    this.plan = plan;
    this.runner = runner;
    this.clock = clock;
    this.stopped = stopped;
    this.each = each;
  }

  /**
   * Compares, and returns how far it came and why it ended.
   *
   * @param begun what an earlier call left
   * @param deadline of the clock
   * @throws InterruptedException when this thread is interrupted
   */
  public CompareState run(CompareState begun, long deadline) throws InterruptedException {
    CompareState state = warm(begun.goingOn());
    double blockSeconds = new BlockSeconds(plan).of(state.runs());
    if (state.allowed().isEmpty() && state.end().isEmpty() && blockSeconds > 0) {
      state = state.allowing((int) (left(deadline) / blockSeconds));
      each.accept(state);
    }
    while (state.end().isEmpty()) {
      Optional<CompareEnd> end = end(state, blockSeconds, deadline);
      state = end.isPresent() ? state.ended(end.get()) : block(state);
    }
    return state;
  }

  /** Every call of the program has yet to load and compile its code, so each warms all sides. */
  private CompareState warm(CompareState begun) throws InterruptedException {
    CompareState state = begun;
    for (String side : blocks(begun).standing()) {
      if (state.end().isEmpty()) {
        state = one(state, 0, plan.names().indexOf(side));
      }
    }
    return state;
  }

  private Optional<CompareEnd> end(CompareState state, double blockSeconds, long deadline) {
    CompareBlocks blocks = blocks(state);
    if (blocks.standing().size() < 2 || !blocks.standing().contains(plan.names().get(0))) {
      return Optional.of(CompareEnd.SIDE_FAILED);
    }
    int allowed = state.allowed().orElse(0);
    if (CompareAnswer.of(plan, state).result().filter(ComparisonResult::decided).isPresent()) {
      return Optional.of(CompareEnd.DECIDED);
    }
    if (allowed > 0 && blocks.whole().size() >= plan.judged(allowed).looks().blocks()) {
      return Optional.of(CompareEnd.ALL_RUN);
    }
    return allowed == 0 || left(deadline) < ScheduleThreshold.LEAST_LEFT.value() * blockSeconds
        ? Optional.of(CompareEnd.BUDGET)
        : Optional.empty();
  }

  private CompareState block(CompareState before) throws InterruptedException {
    CompareBlocks blocks = blocks(before);
    ComparisonPlan judged = plan.judged(before.allowed().orElseThrow());
    int number = blocks.whole().size() + 1;
    CompareState state = before;
    for (int side : judged.order().of(number - 1)) {
      if (state.end().isEmpty() && blocks.standing().contains(plan.names().get(side))) {
        state = one(state, number, side);
      }
    }
    return state;
  }

  private CompareState one(CompareState before, int block, int side) throws InterruptedException {
    if (stopped.getAsBoolean()) {
      return before.ended(CompareEnd.INTERRUPTED);
    }
    CompareRun run = runner.run(block, side, before.runs());
    CompareState state = before.with(run);
    each.accept(state);
    return end(run.ending()).map(state::ended).orElse(state);
  }

  /** The end that a run's end is for its comparison. */
  private static Optional<CompareEnd> end(Ending.How ending) {
    return switch (ending) {
      case INTERRUPTED -> Optional.of(CompareEnd.INTERRUPTED);
      case TARGET_LOST -> Optional.of(CompareEnd.TARGET_LOST);
      case FAILED, KILLED -> Optional.of(CompareEnd.FAILED);
      case FINISHED, TAKEN_UP, ABORTED, NOT_PARKED -> Optional.empty();
    };
  }

  private CompareBlocks blocks(CompareState state) {
    return CompareBlocks.of(plan.names(), state.runs());
  }

  private double left(long deadline) {
    return Math.max(0, Nanos.toSeconds(deadline - clock.nanoTime()));
  }
}
