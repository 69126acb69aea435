package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.DoubtListener;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.recovery.DoubtCount;
import dev.tokenstorm.recovery.RecoveryThreshold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts doubtful tokens by when they were called for, when they became doubtful, and how they were
 * settled. Thread-safe. Times are kept to steps of 0.1 s, so memory is bounded by the tokens in
 * doubt and by how long calls take.
 */
final class DoubtLog implements DoubtListener {
  private static final long STEP_NANOS = RecoveryThreshold.STEP.nanos();

  private final NanoClock clock;
  private final long originNanos;
  private final ConcurrentHashMap<Token, Doubt> open = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Settled, LongAdder> settled = new ConcurrentHashMap<>();

  DoubtLog(NanoClock clock) {
    this.clock = clock;
    this.originNanos = clock.nanoTime();
  }

  /** Steps since this log was made. */
  private record Doubt(long fromStep, long toStep) {}

  private record Settled(Doubt doubt, TokenState state) {}

  @Override
  public void doubted(Token token) {
    long now = clock.nanoTime();
    long from = token.answering() ? token.firstCallNanos() : now;
    open.put(token, new Doubt(step(from), step(now)));
  }

  @Override
  public void settled(Token token, TokenState last) {
    Doubt doubt = open.remove(token);
    if (doubt != null) {
      settled.computeIfAbsent(new Settled(doubt, last), unused -> new LongAdder()).increment();
    }
  }

  private long step(long nanos) {
    return Math.floorDiv(nanos - originNanos, STEP_NANOS);
  }

  /**
   * Returns the tokens that were doubtful and are settled.
   *
   * @param runStartNanos from which their times count, by the injected clock
   */
  List<DoubtCount> counts(long runStartNanos) {
    long shift = originNanos - runStartNanos;
    List<DoubtCount> counts = new ArrayList<>();
    settled.forEach(
        (key, count) ->
            counts.add(
                new DoubtCount(
                    key.doubt.fromStep * STEP_NANOS + shift,
                    (key.doubt.toStep + 1) * STEP_NANOS + shift,
                    key.state,
                    count.sum())));
    return counts;
  }
}
