package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Begins and ends the faults of a run at their times, on a thread for each lane that some are in,
 * and keeps when each took place and what shows it. All times are nanoseconds since the run's
 * start. Thread-safe.
 */
public final class FaultTimeline implements AutoCloseable {
  /** What is added to the words of a fault that the end of the run cut short. */
  private static final String EARLY = ", until the run ended";

  /** The words of a fault that its actor does not end. */
  private static final String UNFINISHED = "it had begun, and could not be ended";

  private final FaultPlan plan;
  private final FaultActor actor;
  private final FaultObserver observer;
  private final NanoClock clock;

  /** When each fault that goes on has begun. */
  private final Map<PlannedFault, Long> open =
      new TreeMap<>(Comparator.comparing(PlannedFault::number));

  /** The faults that are over, by number. */
  private final Map<Integer, FaultWindow> over = new TreeMap<>();

  /** How many lanes have faults that are not over yet. */
  private int playing;

  private boolean begun;
  private long startNanos;
  private boolean stopped;

  /** When the wait for faults that are being ended is over; empty for as long as they may take. */
  private Optional<Long> closeByNanos = Optional.empty();

  private FaultTimeline(FaultPlan plan, FaultActor actor, FaultObserver observer, NanoClock clock) {
    this.plan = plan;
    this.actor = actor;
    this.observer = observer;
    this.clock = clock;
  }

  /** Returns that of a run without faults. */
  public static FaultTimeline none() {
    return new FaultTimeline(FaultPlan.NONE, FaultActors.NONE, new Unheard(), NanoClock.SYSTEM);
  }

  /**
   * Returns that of a run with faults.
   *
   * @param actor carries them out
   * @param observer hears of each fault as it begins and ends
   * @param clock of the run
   */
  public static FaultTimeline of(
      FaultPlan plan, FaultActor actor, FaultObserver observer, NanoClock clock) {
    return new FaultTimeline(plan, actor, observer, clock);
  }

  /** What is done at a moment. */
  private record Step(Duration at, boolean begins, PlannedFault fault) {}

  /**
   * The run has started.
   *
   * @param runStartNanos when, by the run's clock
   */
  public synchronized void begin(long runStartNanos) {
    if (plan.any() && !begun && !stopped) {
      begun = true;
      startNanos = runStartNanos;
      playing = plan.lanes().size();
      for (String lane : plan.lanes()) {
        DaemonThreads.start(lane, () -> play(lane));
      }
    }
  }

  /** No further fault begins, and those that go on are ended. Returns at once. */
  public void stop() {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    actor.hurry();
  }

  /**
   * The same, and {@link #close} waits no longer than this from now on. The shortest such wait
   * counts. What takes longer goes on.
   */
  public void stop(Duration longestWait) {
    synchronized (this) {
      long by = clock.nanoTime() + longestWait.toNanos();
      if (closeByNanos.isEmpty() || by - closeByNanos.get() < 0) {
        closeByNanos = Optional.of(by);
      }
    }
    stop();
  }

  /** The same, once it is so. */
  @Override
  public void close() {
    stop();
    try {
      awaitPlayed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    actor.over();
  }

  private synchronized void awaitPlayed() throws InterruptedException {
    long longestNanos = clock.nanoTime() + actor.longestEnd().toNanos();
    for (long left = leftToClose(longestNanos);
        playing > 0 && left > 0;
        left = leftToClose(longestNanos)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private long leftToClose(long longestNanos) {
    long left = longestNanos - clock.nanoTime();
    return closeByNanos.map(by -> Math.min(left, by - clock.nanoTime())).orElse(left);
  }

  private synchronized void played() {
    playing--;
    notifyAll();
  }

  /** Returns the faults in their order; nothing shows yet what one that goes on does. */
  public synchronized List<FaultWindow> windows() {
    List<FaultWindow> windows = new ArrayList<>();
    for (PlannedFault fault : plan.faults()) {
      Optional<FaultWindow> known = Optional.ofNullable(over.get(fault.number()));
      windows.add(known.orElseGet(() -> notOver(fault)));
    }
    return List.copyOf(windows);
  }

  private FaultWindow notOver(PlannedFault fault) {
    return Optional.ofNullable(open.get(fault))
        .map(
            since ->
                new FaultWindow(
                    fault.number(),
                    fault.text(),
                    since,
                    now(),
                    false,
                    UNFINISHED,
                    Optional.of(actor.leftover(fault))))
        .orElseGet(() -> unreached(fault));
  }

  private static FaultWindow unreached(PlannedFault fault) {
    return new FaultWindow(
        fault.number(),
        fault.text(),
        fault.at().toNanos(),
        fault.end().toNanos(),
        false,
        "the run ended before it");
  }

  /** Returns the faults, in their notation, that went on at some time between two moments. */
  public synchronized List<String> between(long fromNanos, long toNanos) {
    List<String> texts = new ArrayList<>();
    for (PlannedFault fault : plan.faults()) {
      FaultWindow window = over.get(fault.number());
      Long since = open.get(fault);
      if ((since != null && since <= toNanos)
          || (window != null
              && window.happened()
              && window.beginNanos() <= toNanos
              && window.endNanos() >= fromNanos)) {
        texts.add(fault.text());
      }
    }
    return List.copyOf(texts);
  }

  private void play(String lane) {
    try {
      for (Step step : steps(lane)) {
        if (!await(step.at.toNanos())) {
          break;
        }
        if (step.begins) {
          start(step.fault);
        } else if (goingOn(lane).contains(step.fault)) {
          finish(step.fault);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      goingOn(lane).forEach(this::finish);
      played();
    }
  }

  /** What begins when another of its kind ends does so after it. */
  private List<Step> steps(String lane) {
    List<Step> steps = new ArrayList<>();
    for (PlannedFault fault : plan.faults()) {
      if (!fault.kind().lane().equals(lane)) {
        continue;
      }
      steps.add(new Step(fault.at(), true, fault));
      if (!fault.length().isZero()) {
        steps.add(new Step(fault.end(), false, fault));
      }
    }
    steps.sort(Comparator.comparing(Step::at).thenComparing(Step::begins));
    return steps;
  }

  /** Waits for a moment; false if the run is over before it. */
  private synchronized boolean await(long atNanos) throws InterruptedException {
    for (long left = left(atNanos); left > 0 && !stopped; left = left(atNanos)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return !stopped;
  }

  private long left(long atNanos) {
    return atNanos - now();
  }

  private long now() {
    return clock.nanoTime() - startNanos;
  }

  private synchronized List<PlannedFault> goingOn(String lane) {
    return open.keySet().stream().filter(fault -> fault.kind().lane().equals(lane)).toList();
  }

  private void start(PlannedFault fault) {
    observer.begins();
    synchronized (this) {
      open.put(fault, now());
    }
    try {
      actor.begin(fault);
    } catch (RuntimeException e) {
      finish(fault, Optional.of(e));
      return;
    }
    if (fault.length().isZero()) {
      finish(fault);
    }
  }

  private void finish(PlannedFault fault) {
    finish(fault, Optional.empty());
  }

  /**
   * @param failure why it could not begin; what it did all the same is undone
   */
  private void finish(PlannedFault fault, Optional<RuntimeException> failure) {
    FaultWitness ended = end(fault);
    FaultWitness witness = failure.map(FaultTimeline::impossible).orElse(ended);
    synchronized (this) {
      long end = now();
      long begin = Optional.ofNullable(open.remove(fault)).orElse(end);
      String early = witness.happened() && stopped && end < fault.end().toNanos() ? EARLY : "";
      over.put(
          fault.number(),
          new FaultWindow(
              fault.number(),
              fault.text(),
              begin,
              end,
              witness.happened(),
              witness.words() + early,
              ended.notUndone()));
    }
    observer.ended();
  }

  private FaultWitness end(PlannedFault fault) {
    try {
      return actor.end(fault);
    } catch (RuntimeException e) {
      return impossible(e);
    }
  }

  private static FaultWitness impossible(RuntimeException e) {
    return new FaultWitness(false, "it could not be carried out (" + root(e) + ")");
  }

  private static String root(RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Hears nothing. */
  private static final class Unheard implements FaultObserver {
    @Override
    public void begins() {}

    @Override
    public void ended() {}
  }
}
