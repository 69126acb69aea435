package dev.tokenstorm.cleanup;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.workload.OpenExecutions;
import dev.tokenstorm.workload.OpenExecutions.OpenExecution;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Terminates the open executions of one run. Visibility is eventually consistent, so listings are
 * repeated until two in a row, a second apart, find none. Memory holds one page at a time.
 */
public final class Cleaner {
  private static final int CONCURRENCY = 16;
  private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(1);
  private static final int EMPTY_LISTINGS = 2;

  /** How long visibility may lag behind. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(60);

  private final String runId;
  private final Target target;
  private final PatientCalls calls;
  private final OpenExecutions open;
  private final NanoClock clock;
  private final Duration betweenListings;
  private final LongConsumer progress;
  private long terminated;

  /**
   * Cleans up after a run.
   *
   * @param open the run's open executions
   * @param progress takes how many have been terminated so far, after every page
   */
  public Cleaner(
      Target target, OpenExecutions open, String runId, NanoClock clock, LongConsumer progress) {
    this(target, open, runId, clock, BETWEEN_LISTINGS, progress);
  }

  Cleaner(
      Target target,
      OpenExecutions open,
      String runId,
      NanoClock clock,
      Duration betweenListings,
      LongConsumer progress) {
    this.runId = runId;
    this.target = target;
    this.calls = new PatientCalls(target.connect(), new Backoff(clock.nanoTime()), clock);
    this.open = open;
    this.clock = clock;
    this.betweenListings = betweenListings;
    this.progress = progress;
  }

  /**
   * Terminates until none is left open.
   *
   * @return how many this call terminated
   * @throws TargetException when some may be left
   */
  public long clean() throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(CONCURRENCY, task -> new Thread(task, "cleaner"));
    try {
      return clean(threads);
    } catch (StatusRuntimeException e) {
      String reason = String.valueOf(target.explain(e).getMessage());
      throw terminated == 0
          ? new TargetException(reason, e)
          : new TargetException(
              "Not all is clean, for after %d terminated workflows of run %s this happened: %s"
                  .formatted(terminated, runId, reason),
              e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long clean(ExecutorService threads) throws InterruptedException {
    long firstListed = 0;
    for (int listing = 0, empty = 0; ; listing++) {
      long before = terminated;
      empty = terminateListed(threads) ? 0 : empty + 1;
      if (empty == EMPTY_LISTINGS) {
        return terminated;
      }
      if (listing == 0) {
        firstListed = clock.nanoTime();
      } else if (empty == 0 && clock.nanoTime() - firstListed > LONGEST_LAG.toNanos()) {
        throw new TargetException(unending(terminated > before));
      }
      TimeUnit.NANOSECONDS.sleep(betweenListings.toNanos());
    }
  }

  private String unending(boolean more) {
    return more
        ? "Terminated %d workflows of run %s, but new ones keep appearing; stop its harness, then"
                .formatted(terminated, runId)
            + " clean again."
        : "Terminated %d workflows of run %s, but %s still lists some that it says are closed;"
                .formatted(terminated, runId, target.info().address())
            + " clean again later.";
  }

  /** Whether one listing, all its pages, had any. */
  private boolean terminateListed(ExecutorService threads) throws InterruptedException {
    boolean any = false;
    ByteString from = ByteString.EMPTY;
    do {
      ByteString start = from;
      OpenExecutions.Page page = calls.call(stub -> open.page(stub, start));
      any |= !page.executions().isEmpty();
      terminate(page.executions(), threads);
      progress.accept(terminated);
      from = page.next();
    } while (!from.isEmpty());
    return any;
  }

  private void terminate(List<OpenExecution> executions, ExecutorService threads)
      throws InterruptedException {
    List<Callable<Boolean>> tasks =
        executions.stream().<Callable<Boolean>>map(each -> () -> terminate(each)).toList();
    StatusRuntimeException failure = null;
    for (Future<Boolean> task : threads.invokeAll(tasks)) {
      try {
        terminated += task.get() ? 1 : 0;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof StatusRuntimeException status)) {
          throw new IllegalStateException(e.getCause());
        }
        failure = status;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** False when it was closed already. */
  private boolean terminate(OpenExecution execution) throws InterruptedException {
    try {
      return calls.call(
          stub -> {
            open.terminate(stub, execution, "tokenstorm clean " + runId);
            return true;
          });
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
