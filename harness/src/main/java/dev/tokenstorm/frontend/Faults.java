package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import dev.tokenstorm.plan.NullOptions;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * What the front end does worse than it could, because it was told to: after the latency of all
 * calls comes the limit, then the line before the one server, then the latency of completions, and
 * a stall holds up whatever falls into it. Thread-safe.
 */
final class Faults {
  private final TimerHeap timers;
  private final boolean timely;
  private final AddedLatency latency;
  private final AddedLatency rpcLatency;
  private final AddedLatency pollLatency;
  private final SingleServer server;
  private final RateLimit limit;
  private final Stall stall;
  private final SeededFraction loss;
  private final SeededFraction duplication;

  /** What a call is, as far as faults care. */
  enum Kind {
    /** It changes nothing. */
    QUESTION,
    /** It changes something. */
    CHANGE,
    /** It completes, fails or cancels an activity. */
    COMPLETION
  }

  /**
   * @param seed of all its choices; each kind of choice has a sequence of its own
   */
  Faults(NullOptions options, long seed, TimerHeap timers) {
    this.timers = timers;
    this.latency = AddedLatency.of(options.latency(), seed + 1);
    this.rpcLatency = AddedLatency.of(options.rpcLatency(), seed + 2);
    this.pollLatency = AddedLatency.of(options.pollLatency(), seed + 3);
    this.limit = new RateLimit(options.limit());
    this.stall = new Stall(options.stall());
    this.server = new SingleServer(options.capacity(), stall::after);
    this.loss = new SeededFraction(options.loseReplies(), seed + 4);
    this.duplication = new SeededFraction(options.duplicateTasks(), seed + 5);
    this.timely =
        options.latency().isEmpty()
            && options.rpcLatency().isEmpty()
            && options.capacity().isEmpty()
            && options.limit().isEmpty()
            && options.stall().isEmpty();
  }

  /** The first workflow is about to be started. */
  void firstStart() {
    stall.begin(timers.clock().nanoTime());
  }

  /** Serves a call, now or later, or refuses it. */
  void serve(Kind kind, StreamObserver<?> observer, Runnable call) {
    if (timely) {
      call.run();
      return;
    }
    if (observer instanceof ServerCallStreamObserver<?> caller) {
      // With a handler, an answer to a caller that has gone is dropped and no error.
      caller.setOnCancelHandler(() -> {});
    }
    long now = timers.clock().nanoTime();
    long at = stall.after(now + rpcLatency.draw());
    later(now, at, kind == Kind.COMPLETION ? () -> complete(at, observer, call) : call);
  }

  /** A completion has come, after those that came before it, whatever the latency of calls. */
  private void complete(long now, StreamObserver<?> observer, Runnable call) {
    if (limit.allows(now)) {
      later(now, stall.after(server.servedAt(now) + latency.draw()), call);
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

  /** Takes a long poll in, now or later. */
  void admit(Runnable poll) {
    long now = timers.clock().nanoTime();
    later(now, stall.after(now), poll);
  }

  /** When something that the front end does by itself at a moment may be done. */
  long permitted(long nanos) {
    return stall.after(nanos);
  }

  /** Answers a call that has been served, or lets its caller think that it was not. */
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

  /** Gives a task to the poll that got it. */
  <R extends Message> void deliver(Poll<R> poll, R task) {
    long delay = pollLatency.draw();
    if (delay == 0) {
      poll.answer(task);
    } else {
      later(stall.after(timers.clock().nanoTime() + delay), () -> poll.answer(task));
    }
  }

  /** Whether the activity task that is being given out will be given out again. */
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
