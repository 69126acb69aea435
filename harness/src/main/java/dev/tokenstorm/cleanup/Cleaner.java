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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

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
  private final List<OpenExecutions> kinds;
  private final NanoClock clock;
  private final Duration betweenListings;
  private final LongConsumer progress;
  private final Map<String, Long> terminated = new TreeMap<>();

  /**
   * Cleans up after a run.
   *
   * @param kinds the run's open executions, of each workload that it may have had
   * @param progress takes how many have been terminated so far, after every page
   */
  public Cleaner(
      Target target,
      List<OpenExecutions> kinds,
      String runId,
      NanoClock clock,
      LongConsumer progress) {
    this(target, kinds, runId, clock, BETWEEN_LISTINGS, progress);
  }

  Cleaner(
      Target target,
      List<OpenExecutions> kinds,
      String runId,
      NanoClock clock,
      Duration betweenListings,
      LongConsumer progress) {
    this.runId = runId;
    this.target = target;
    this.calls = new PatientCalls(target.connect(), new Backoff(clock.nanoTime()), clock);
    this.kinds = List.copyOf(kinds);
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
      throw terminated() == 0
          ? new TargetException(reason, e)
          : new TargetException(
              "Not all is clean, for after %s terminated of run %s this happened: %s"
                  .formatted(words(), runId, reason),
              e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long terminated() {
    return terminated.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What was terminated so far, such as {@code 12 workflows}. For the thread that cleans. */
  public String words() {
    return terminated.isEmpty()
        ? "nothing"
        : terminated.entrySet().stream()
            .map(kind -> counted(kind.getValue(), kind.getKey()))
            .collect(Collectors.joining(" and "));
  }

  private static String counted(long count, String noun) {
    return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, noun);
  }

  private long clean(ExecutorService threads) throws InterruptedException {
    long firstListed = 0;
    for (int listing = 0, empty = 0; ; listing++) {
      long before = terminated();
      empty = terminateListed(threads) ? 0 : empty + 1;
      if (empty == EMPTY_LISTINGS) {
        return terminated();
      }
      if (listing == 0) {
        firstListed = clock.nanoTime();
      } else if (empty == 0 && clock.nanoTime() - firstListed > LONGEST_LAG.toNanos()) {
        throw new TargetException(unending(terminated() > before));
      }
      TimeUnit.NANOSECONDS.sleep(betweenListings.toNanos());
    }
  }

  private String unending(boolean more) {
    return more
        ? "Terminated %s of run %s, but new ones keep appearing; stop its harness, then"
                .formatted(words(), runId)
            + " clean again."
        : "Terminated %s of run %s, but %s still lists some that it says are closed;"
                .formatted(words(), runId, target.info().address())
            + " clean again later.";
  }

  /** Whether one listing of each kind, all its pages, had any. */
  private boolean terminateListed(ExecutorService threads) throws InterruptedException {
    boolean any = false;
    for (OpenExecutions open : kinds) {
      any |= terminateListed(open, threads);
    }
    return any;
  }

  private boolean terminateListed(OpenExecutions open, ExecutorService threads)
      throws InterruptedException {
    boolean any = false;
    ByteString from = ByteString.EMPTY;
    do {
      ByteString start = from;
      OpenExecutions.Page page = calls.call(stub -> open.page(stub, start));
      any |= !page.executions().isEmpty();
      terminate(open, page.executions(), threads);
      progress.accept(terminated());
      from = page.next();
    } while (!from.isEmpty());
    return any;
  }

  private void terminate(
      OpenExecutions open, List<OpenExecution> executions, ExecutorService threads)
      throws InterruptedException {
    List<Callable<Boolean>> tasks =
        executions.stream().<Callable<Boolean>>map(each -> () -> terminate(open, each)).toList();
    StatusRuntimeException failure = null;
    for (Future<Boolean> task : threads.invokeAll(tasks)) {
      try {
        if (task.get()) {
          terminated.merge(open.noun(), 1L, Long::sum);
        }
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
  private boolean terminate(OpenExecutions open, OpenExecution execution)
      throws InterruptedException {
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
