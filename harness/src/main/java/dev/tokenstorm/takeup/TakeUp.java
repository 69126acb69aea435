package dev.tokenstorm.takeup;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.workload.LeftExecutions;
import dev.tokenstorm.workload.LeftExecutions.LeftExecution;
import dev.tokenstorm.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes up what an earlier life of a run left on a server. {@link #adoptOpen} comes first, then
 * {@link #readClosed}, and {@link #recount} once nothing moves any more. One of them goes on at a
 * time. {@link #looked} and {@link #stop} are thread-safe.
 *
 * <p>A listing lags behind, so it is repeated until it brings nothing new. Memory holds one page of
 * it, and a bit for each execution of the run.
 */
public final class TakeUp implements AutoCloseable {
  private static final int CONCURRENCY = 8;
  private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(1);

  /** How long a listing may lag behind what the first life knew to have started. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(60);

  /** More starts than a life makes of which nothing was kept; a bit each is 12.5 MB. */
  private static final long MOST_NOT_KEPT = 100_000_000;

  private final FirstLife first;
  private final LeftExecutions left;
  private final Adoption adoption;
  private final ClosedBefore closed;
  private final NanoClock clock;
  private final Duration betweenListings;
  private final BitSet known = new BitSet();
  private final AtomicLong looked = new AtomicLong();
  private final AtomicLong measured = new AtomicLong();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(CONCURRENCY, DaemonThreads.factory("take-up"));
  private volatile boolean stopped;
  private final AtomicLong unread = new AtomicLong();
  private long forgotten;
  private OptionalLong listed = OptionalLong.empty();
  private long strangers;

  private TakeUp(
      FirstLife first,
      LeftExecutions left,
      Adoption adoption,
      ClosedBefore closed,
      NanoClock clock,
      Duration betweenListings) {
    this.first = first;
    this.left = left;
    this.adoption = adoption;
    this.closed = closed;
    this.clock = clock;
    this.betweenListings = betweenListings;
  }

  /**
   * Wires one.
   *
   * @param ledger takes the executions that are adopted
   * @param findings takes what is wrong with those that closed before
   */
  public static TakeUp of(
      FirstLife first,
      Workload workload,
      LeftExecutions left,
      Ledger ledger,
      Findings findings,
      NanoClock clock) {
    return of(first, workload, left, ledger, findings, clock, BETWEEN_LISTINGS);
  }

  static TakeUp of(
      FirstLife first,
      Workload workload,
      LeftExecutions left,
      Ledger ledger,
      Findings findings,
      NanoClock clock,
      Duration betweenListings) {
    ServerMoments moments = new ServerMoments(clock, Clock.systemUTC());
    return new TakeUp(
        first,
        left,
        new Adoption(ledger, workload.draws(), moments),
        new ClosedBefore(workload, findings),
        clock,
        betweenListings);
  }

  /**
   * Adopts the executions that are open.
   *
   * @throws io.grpc.StatusRuntimeException when the server refuses to list them
   */
  public void adoptOpen() throws InterruptedException {
    while (listing(true) && !stopped) {
      TimeUnit.NANOSECONDS.sleep(betweenListings.toNanos());
    }
  }

  /**
   * Makes the accounts of those that have closed, of their records. What the server lists late is
   * waited for while the first life knew of more.
   *
   * @throws io.grpc.StatusRuntimeException when the server refuses to list them
   */
  public void readClosed() throws InterruptedException {
    long began = clock.nanoTime();
    while (!stopped
        && (listing(false)
            || (missing() > 0 && clock.nanoTime() - began < LONGEST_LAG.toNanos()))) {
      TimeUnit.NANOSECONDS.sleep(betweenListings.toNanos());
    }
    forgotten = missing();
    long unknown = forgotten;
    for (int number = 0; unknown > 0; number++) {
      if (!known.get(number)) {
        closed.enterUnknown(number);
        unknown--;
      }
    }
  }

  /** Returns how many executions the first life knew to have started, and the server does not. */
  private long missing() {
    return Math.max(0, first.counts().started() - known.cardinality());
  }

  /**
   * Counts what the server lists, once more; nothing after a stop, as a part says nothing.
   *
   * @throws io.grpc.StatusRuntimeException when the server refuses to list them
   */
  public void recount() {
    if (stopped) {
      return;
    }
    BitSet all = new BitSet();
    ByteString from = ByteString.EMPTY;
    ByteString start;
    long beyond = 0;
    do {
      start = from;
      LeftExecutions.Page page = left.page(false, from, () -> stopped);
      for (long number : page.numbers()) {
        if (plausible(number)) {
          all.set(Math.toIntExact(number));
        } else {
          beyond++;
        }
      }
      from = page.next();
    } while (goesOn(start, from));
    if (stopped) {
      return;
    }
    listed = OptionalLong.of(all.cardinality() + beyond);
    all.andNot(known);
    strangers = all.cardinality() + beyond;
  }

  /** Looks at all that one listing has and that was not known; whether there was any. */
  private boolean listing(boolean openOnly) throws InterruptedException {
    boolean any = false;
    ByteString from = ByteString.EMPTY;
    ByteString start;
    do {
      start = from;
      LeftExecutions.Page page = left.page(openOnly, from, () -> stopped);
      List<Long> unknown =
          page.numbers().stream()
              .distinct()
              .filter(this::plausible)
              .filter(number -> !known.get(Math.toIntExact(number)))
              .toList();
      lookAt(unknown);
      unknown.forEach(number -> known.set(Math.toIntExact(number)));
      any |= !unknown.isEmpty();
      from = page.next();
    } while (goesOn(start, from));
    return any;
  }

  /** A page that names itself as the next one ends a listing. */
  private boolean goesOn(ByteString start, ByteString next) {
    return !next.isEmpty() && !next.equals(start) && !stopped;
  }

  /** Whether the first life may have come to an execution of that number. */
  private boolean plausible(long number) {
    long most = Math.min(Integer.MAX_VALUE - 1, MOST_NOT_KEPT + 2 * first.counts().intended());
    return number >= 0 && number <= most;
  }

  private void lookAt(List<Long> numbers) throws InterruptedException {
    List<Callable<Boolean>> tasks =
        numbers.stream().<Callable<Boolean>>map(number -> () -> lookAt(number)).toList();
    for (Future<Boolean> task : threads.invokeAll(tasks)) {
      try {
        var unused = task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("An execution could not be looked at", e.getCause());
      }
    }
  }

  /** Adopts an execution, or enters it as closed; whether its record could be read. */
  private boolean lookAt(long number) {
    Optional<LeftExecution> found = left.find(number, () -> stopped);
    looked.incrementAndGet();
    if (found.isEmpty()) {
      unread.incrementAndGet();
      closed.enterUnknown(number);
      return false;
    }
    LeftExecution execution = found.get();
    boolean counts = !execution.startedAt().isBefore(first.measuredFrom());
    if (counts) {
      measured.incrementAndGet();
    }
    if (execution.evidence().end().isPresent()) {
      closed.enter(number, counts, execution.evidence(), execution.evidence().end().get());
    } else {
      adoption.adopt(number, counts, execution);
    }
    return true;
  }

  /** Returns the tokens of the pending activities that are under way; a copy. */
  public List<Token> found() {
    return adoption.found();
  }

  /** Returns the executions whose cancellation is to be requested; a copy. */
  public List<ExecutionEntry> cancelled() {
    return adoption.cancelled();
  }

  /** Returns how many executions were looked at so far. */
  public long looked() {
    return looked.get();
  }

  /** Returns what both lives come to, once all of it is over. */
  public BothLives bothLives() {
    return new BothLives(
        first,
        new BothLives.Left(
            listed, strangers, adoption.adopted(), closed.closed(), forgotten + unread.get()),
        measured.get(),
        closed.report(),
        adoption.completed());
  }

  /** Asks no question again, and begins no listing. Thread-safe. */
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}
