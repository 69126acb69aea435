package dev.tokenstorm.wire;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.Timer;
import dev.tokenstorm.server.UnaryCall;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a number of long polls open on one task queue. A poll that was answered is made again at
 * once, one that failed after a back-off. Thread-safe.
 */
final class Poller<Q, R> {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  /** A server answers a poll without a task after a minute; the SDK waits as long. */
  private static final Duration LONGEST = Duration.ofSeconds(70);

  /** A queue of tokens that was full has room again after a few completions. */
  private static final long ROOM_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A poll that was open for longer was cut, which is no reason to spare the target. */
  private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Channel> connections;
  private final MethodDescriptor<Q, R> method;
  private final Q request;
  private final Taker<R> tasks;
  private final BooleanSupplier room;
  private final Timer timer;
  private final UnderWay underWay;
  private final NanoClock clock;
  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** Takes answers. */
  @FunctionalInterface
  interface Taker<R> {
    /**
     * Takes every answer, one without a task included; must not block.
     *
     * @param pollNanos from the poll's request to its answer
     */
    void accept(R answer, long pollNanos);
  }

  /**
   * @param connections makes one, for as many polls as any server lets a connection have
   * @param room whether another task can be taken; no poll is made while it cannot
   * @param underWay counts open polls, until what they bring is taken
   */
  Poller(
      Supplier<Channel> connections,
      MethodDescriptor<Q, R> method,
      Q request,
      Taker<R> tasks,
      BooleanSupplier room,
      Timer timer,
      UnderWay underWay,
      NanoClock clock) {
    this.connections = connections;
    this.method = method;
    this.request = request;
    this.tasks = tasks;
    this.room = room;
    this.timer = timer;
    this.underWay = underWay;
    this.clock = clock;
  }

  void start(int polls) {
    for (int i = 0; i < polls; i += TargetPlan.STREAMS_PER_CONNECTION) {
      Channel channel = connections.get();
      for (int j = i; j < Math.min(polls, i + TargetPlan.STREAMS_PER_CONNECTION); j++) {
        Place place = new Place(channel);
        places.add(place);
        place.poll();
      }
    }
  }

  /** Makes no poll any more; those that are open stay so. */
  void stop() {
    stopped = true;
  }

  /** Cancels what is open; to follow {@link #stop}. */
  void cancel() {
    places.forEach(Place::cancel);
  }

  /** Room for one open poll; its callbacks follow each other. */
  private final class Place {
    private final Channel channel;
    private volatile @Nullable ClientCall<Q, R> call;
    private long startNanos;
    private int failures;

    Place(Channel channel) {
      this.channel = channel;
    }

    void poll() {
      // Before the look at whether to stop, so that who stops misses no poll that is made yet.
      underWay.begin();
      if (stopped) {
        underWay.end();
        return;
      }
      if (!room.getAsBoolean()) {
        underWay.end();
        timer.after(ROOM_CHECK_NANOS, this::poll);
        return;
      }
      startNanos = clock.nanoTime();
      call =
          UnaryCall.start(
              channel,
              method,
              LONGEST,
              request,
              underWay.endingWith(this::answered),
              underWay.endingWith(this::failed));
      if (stopped) {
        cancel();
      }
    }

    void cancel() {
      ClientCall<Q, R> open = call;
      if (open != null) {
        open.cancel("the worker stops", null);
      }
    }

    private void answered(R task) {
      failures = 0;
      try {
        tasks.accept(task, clock.nanoTime() - startNanos);
      } catch (RuntimeException e) {
        LOG.error("An answer to {} could not be handled.", method.getBareMethodName(), e);
      } finally {
        poll();
      }
    }

    private void failed(Status status) {
      if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
        poll();
      } else if (!stopped) {
        boolean cut = clock.nanoTime() - startNanos >= CUT_NANOS;
        failures = cut ? 1 : failures + 1;
        timer.afterBackoff(failures, this::poll);
      }
    }
  }
}
