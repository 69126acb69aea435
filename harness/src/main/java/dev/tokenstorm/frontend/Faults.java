package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import dev.tokenstorm.plan.NullOptions;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * The faults and limits that the null front end was told to have. Thread-safe.
 *
 * <p>They apply in this order: the latency of all calls; then, for completions, the limit, the line
 * in front of the single server, and the latency of completions with what drift adds to it. A stall
 * delays whatever falls into it.
 */
final class Faults {
  private final TimerHeap timers;
  private final boolean timely;
  private final AddedLatency latency;
  private final Drift drift;
  private final AddedLatency rpcLatency;
  private final AddedLatency pollLatency;
  private final SingleServer server;
  private final RateLimit limit;
  private final Stall stall;
  private final SeededFraction loss;
  private final SeededFraction duplication;

  /** Kinds of calls that faults treat differently. */
  enum Kind {
    /** The call changes nothing. */
    QUESTION,
    /** The call changes something. */
    CHANGE,
    /** The call completes, fails or cancels an activity. */
    COMPLETION
  }

  /**
   * @param options which faults there are
   * @param seed of all random choices; each kind of choice has a sequence of its own
   * @param timers by which delayed calls are served
   */
  Faults(NullOptions options, long seed, TimerHeap timers) {
    this.timers = timers;
    this.latency = AddedLatency.of(options.latency(), seed + 1);
    this.drift = new Drift(options.drift());
    this.rpcLatency = AddedLatency.of(options.rpcLatency(), seed + 2);
    this.pollLatency = AddedLatency.of(options.pollLatency(), seed + 3);
    this.limit = new RateLimit(options.limit());
    this.stall = new Stall(options.stall());
    this.server = new SingleServer(options.capacity(), stall::after);
    this.loss = new SeededFraction(options.loseReplies(), seed + 4);
    this.duplication = new SeededFraction(options.duplicateTasks(), seed + 5);
    this.timely =
        options.latency().isEmpty()
            && options.drift().isEmpty()
            && options.rpcLatency().isEmpty()
            && options.capacity().isEmpty()
            && options.limit().isEmpty()
            && options.stall().isEmpty();
  }

  /** Starts the times of stall and drift, as something is about to start for the first time. */
  void firstStart() {
    long now = timers.clock().nanoTime();
    stall.begin(now);
    drift.begin(now);
  }

  /** Serves a call now, serves it later, or refuses it. */
  void serve(Kind kind, StreamObserver<?> observer, Runnable call) {
    if (timely) {
      call.run();
      return;
    }
    if (observer instanceof ServerCallStreamObserver<?> caller) {
      // With this handler, an answer to a caller that has gone is dropped; without it, it would be
      // an error.
      caller.setOnCancelHandler(() -> {});
    }
    long now = timers.clock().nanoTime();
    long at = stall.after(now + rpcLatency.draw());
    later(now, at, kind == Kind.COMPLETION ? () -> complete(at, observer, call) : call);
  }

  /**
   * Serves or refuses a completion. Completions keep the order of their arrival, because the
   * latency of calls is over by now.
   */
  private void complete(long now, StreamObserver<?> observer, Runnable call) {
    if (limit.allows(now)) {
      long served = server.servedAt(now);
      later(now, stall.after(served + latency.draw() + drift.at(served)), call);
    } else {
      observer.onError(StatusErrors.rateLimited());
    }
  }

  private void later(long now, long at, Runnable action) {
    if (at <= now) {
      action.run();
    } else {
      later(at, action);
    }
  }

  private void later(long at, Runnable action) {
    timers.set(new Later(action), at);
  }

  /** Accepts a long poll, now or after a stall. */
  void admit(Runnable poll) {
    long now = timers.clock().nanoTime();
    later(now, stall.after(now), poll);
  }

  /**
   * Returns when the front end may do something of its own that is due at a time: at once, or after
   * a stall.
   */
  long permitted(long nanos) {
    return stall.after(nanos);
  }

  /** Answers a call that was served, or pretends that it was not: the fault of lost replies. */
  <R> void answer(Kind kind, StreamObserver<R> observer, R answer) {
    if (kind != Kind.QUESTION && loss.strikes()) {
      observer.onError(
          Status.UNAVAILABLE
              .withDescription("the null front end lost the reply")
              .asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  /** Delivers a task to the poll that got it, perhaps after a delay. */
  <R extends Message> void deliver(Poll<R> poll, R task) {
    long delay = pollLatency.draw();
    if (delay == 0) {
      poll.answer(task);
    } else {
      later(stall.after(timers.clock().nanoTime() + delay), () -> poll.answer(task));
    }
  }

  /** Returns whether the activity task that is being delivered is delivered twice. */
  boolean duplicates() {
    return duplication.strikes();
  }

  private static final class Later extends TimerEntry {
    private final Runnable action;

    Later(Runnable action) {
      this.action = action;
    }

    @Override
    void ring() {
      action.run();
    }
  }
}
