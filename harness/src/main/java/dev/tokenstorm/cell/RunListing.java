package dev.tokenstorm.cell;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.workload.LeftExecutions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Asks a server whether it knows a run, before anything of the run is touched. For one thread.
 *
 * @param left the run's executions on that server
 * @param clock bounds the wait for a listing that lags behind
 * @param rest waits between two listings; no longer once somebody wants the end
 * @param interrupted whether somebody wants the end
 */
public record RunListing(
    LeftExecutions left, NanoClock clock, Rest rest, BooleanSupplier interrupted) {
  /** How long a listing may lag behind so far that it has nothing of a run. */
  public static final Duration LONGEST_LAG = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(1);

  /** A wait that may end early. */
  @FunctionalInterface
  public interface Rest {
    void rest(Duration length) throws InterruptedException;
  }

  /**
   * Returns whether it lists any execution of the run, open or closed.
   *
   * @param longest how long it is asked again while it lists none, or fails for a passing reason
   * @throws io.grpc.StatusRuntimeException when it refuses to list them
   */
  public boolean knowsAny(Duration longest) throws InterruptedException {
    long began = clock.nanoTime();
    BooleanSupplier giveUp =
        () -> interrupted.getAsBoolean() || clock.nanoTime() - began >= longest.toNanos();
    while (!listsAny(giveUp)) {
      if (giveUp.getAsBoolean()) {
        return false;
      }
      rest.rest(BETWEEN_LISTINGS);
    }
    return true;
  }

  /** A page may have executions of other runs alone, which are left out. */
  private boolean listsAny(BooleanSupplier giveUp) {
    ByteString from = ByteString.EMPTY;
    ByteString start;
    do {
      start = from;
      LeftExecutions.Page page = left.page(false, from, giveUp);
      if (!page.numbers().isEmpty()) {
        return true;
      }
      from = page.next();
    } while (!from.isEmpty() && !from.equals(start) && !interrupted.getAsBoolean());
    return false;
  }
}
