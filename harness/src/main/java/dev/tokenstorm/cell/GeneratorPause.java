package dev.tokenstorm.cell;

import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.fault.FaultActor;
import dev.tokenstorm.fault.FaultWitness;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.load.Driver;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;

/**
 * Pauses what makes load: no execution starts, and no completer takes a token. Answers are read
 * meanwhile, so that the latency of each call stays the target's own. For one thread.
 */
final class GeneratorPause implements FaultActor {
  private final Driver driver;
  private final TokenQueue queue;
  private final NanoClock clock;
  private long begunNanos;

  GeneratorPause(Driver driver, TokenQueue queue, NanoClock clock) {
    this.driver = driver;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public void begin(PlannedFault fault) {
    begunNanos = clock.nanoTime();
    driver.pause();
    queue.pause();
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    int tokens = queue.depth();
    boolean starts = driver.resume();
    queue.resume();
    long nanos = clock.nanoTime() - begunNanos;
    List<String> waited = new ArrayList<>();
    if (starts) {
      waited.add("starts");
    }
    if (tokens > 0) {
      waited.add(Humanize.count(tokens, "token"));
    }
    return waited.isEmpty()
        ? new FaultWitness(false, "nothing was due meanwhile")
        : new FaultWitness(
            true,
            "nothing was started or completed for %s, while %s waited"
                .formatted(Humanize.seconds(Nanos.toSeconds(nanos)), String.join(" and ", waited)));
  }
}
