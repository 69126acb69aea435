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
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Counts or terminates the open executions of one run. Visibility is eventually consistent, so
 * listings are repeated until two in a row, a second apart, find none. Memory holds one page at a
 * time.
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
  private final Map<String, Long> found = new TreeMap<>();
  private long tokens;

  /** Whether some of what was terminated could not be described. */
  private volatile boolean tokensUnknown;

  /**
   * Cleans up after a run.
   *
   * @param kinds the run's open executions, of each workload that it may have had
   * @param progress takes how many were found so far, after every page
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
   * Counts what is open, and terminates nothing. What the server lists late is not counted.
   *
   * @return how many are open
   * @throws TargetException when they cannot be counted
   */
  public long look() throws InterruptedException {
    ExecutorService threads = threads();
    try {
      var unused = eachListed(this::pendingTokens, threads);
      return found();
    } catch (StatusRuntimeException e) {
      throw new TargetException(String.valueOf(target.explain(e).getMessage()), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Terminates until none is left open.
   *
   * @return how many this call terminated
   * @throws TargetException when some may be left
   */
  public long clean() throws InterruptedException {
    ExecutorService threads = threads();
    try {
      return clean(threads);
    } catch (StatusRuntimeException e) {
      String reason = String.valueOf(target.explain(e).getMessage());
      throw found() == 0
          ? new TargetException(reason, e)
          : new TargetException(
              "Not all is clean, for after %s terminated of run %s this happened: %s"
                  .formatted(words(), runId, reason),
              e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static ExecutorService threads() {
    return Executors.newFixedThreadPool(CONCURRENCY, task -> new Thread(task, "cleaner"));
  }

  private long found() {
    return found.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * What was found so far, such as {@code 12 workflows with 24 pending tokens}; the tokens are lost
   * with the executions. For the thread that cleans.
   */
  public String words() {
    if (found.isEmpty()) {
      return "nothing";
    }
    String executions =
        found.entrySet().stream()
            .map(kind -> counted(kind.getValue(), kind.getKey()))
            .collect(Collectors.joining(" and "));
    String atLeast = tokensUnknown ? "at least " : "";
    return tokens == 0
        ? executions
        : executions + " with " + atLeast + counted(tokens, "pending token");
  }

  private static String counted(long count, String noun) {
    return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, noun);
  }

  private long clean(ExecutorService threads) throws InterruptedException {
    long firstListed = 0;
    for (int listing = 0, empty = 0; ; listing++) {
      long before = found();
      empty = eachListed(this::terminate, threads) ? 0 : empty + 1;
      if (empty == EMPTY_LISTINGS) {
        return found();
      }
      if (listing == 0) {
        firstListed = clock.nanoTime();
      } else if (empty == 0 && clock.nanoTime() - firstListed > LONGEST_LAG.toNanos()) {
        throw new TargetException(unending(found() > before));
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

  /** What is done to one execution that is listed. */
  @FunctionalInterface
  private interface Step {
    /** Returns how many tokens it has; empty when it was closed already. */
    OptionalLong apply(OpenExecutions open, OpenExecution execution) throws InterruptedException;
  }

  /** Whether one listing of each kind, all its pages, had any. */
  private boolean eachListed(Step step, ExecutorService threads) throws InterruptedException {
    boolean any = false;
    for (OpenExecutions open : kinds) {
      any |= eachListed(step, open, threads);
    }
    return any;
  }

  private boolean eachListed(Step step, OpenExecutions open, ExecutorService threads)
      throws InterruptedException {
    boolean any = false;
    ByteString from = ByteString.EMPTY;
    boolean more = true;
    while (more) {
      ByteString start = from;
      OpenExecutions.Page page = calls.call(stub -> open.page(stub, start));
      any |= !page.executions().isEmpty();
      each(step, open, page.executions(), threads);
      progress.accept(found());
      from = page.next();
      // A page that names itself as the next one would come for ever.
      more = !from.isEmpty() && !from.equals(start);
    }
    return any;
  }

  private void each(
      Step step, OpenExecutions open, List<OpenExecution> executions, ExecutorService threads)
      throws InterruptedException {
    List<Callable<OptionalLong>> tasks =
        executions.stream()
            .<Callable<OptionalLong>>map(execution -> () -> step.apply(open, execution))
            .toList();
    StatusRuntimeException failure = null;
    for (Future<OptionalLong> task : threads.invokeAll(tasks)) {
      try {
        OptionalLong ofIt = task.get();
        if (ofIt.isPresent()) {
          found.merge(open.noun(), 1L, Long::sum);
          tokens += ofIt.getAsLong();
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

  private OptionalLong pendingTokens(OpenExecutions open, OpenExecution execution)
      throws InterruptedException {
    return unlessClosed(stub -> open.pendingTokens(stub, execution));
  }

  private OptionalLong terminate(OpenExecutions open, OpenExecution execution)
      throws InterruptedException {
    OptionalLong pending = pendingTokensIfTold(open, execution);
    return pending.isEmpty()
        ? pending
        : unlessClosed(
            stub -> {
              open.terminate(stub, execution, "tokenstorm clean " + runId);
              return pending.getAsLong();
            });
  }

  /** Their number is for the user alone, so what cannot be described is terminated all the same. */
  private OptionalLong pendingTokensIfTold(OpenExecutions open, OpenExecution execution)
      throws InterruptedException {
    try {
      return pendingTokens(open, execution);
    } catch (StatusRuntimeException e) {
      tokensUnknown = true;
      return OptionalLong.of(0);
    }
  }

  private OptionalLong unlessClosed(ToLongFunction<WorkflowServiceBlockingStub> call)
      throws InterruptedException {
    try {
      return OptionalLong.of(calls.call(call::applyAsLong));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }
}
