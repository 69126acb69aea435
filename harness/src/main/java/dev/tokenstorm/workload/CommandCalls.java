package dev.tokenstorm.workload;

import com.google.protobuf.util.Durations;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.UnaryCall;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls with operators' commands, on a connection of their own. Thread-safe. */
public final class CommandCalls {
  /** What the commands say of their reason. */
  public static final String REASON = "drawn by the plan's --operate";

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A call with less time than this would not reach any server. */
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Channel channel;
  private final Retrier retrier;
  private final String identity;
  private final com.google.protobuf.Duration changed;

  /**
   * @param retrier makes calls again
   */
  public CommandCalls(RunPlan plan, Target target, Retrier retrier) {
    this.channel = target.directChannel();
    this.retrier = retrier;
    this.identity = plan.identity();
    this.changed =
        Durations.fromNanos(plan.greeting().startToCloseTimeout().multipliedBy(2).toNanos());
  }

  /** Who the server is told to be asked by. */
  public String identity() {
    return identity;
  }

  /** The start-to-close timeout that a change of options gives: twice the plan's. */
  public com.google.protobuf.Duration changed() {
    return changed;
  }

  /**
   * Makes a call, as {@link ActivityOperator#request} says.
   *
   * @param method of the server
   */
  public <Q, R> void make(
      MethodDescriptor<Q, R> method,
      Q request,
      long untilNanos,
      Runnable taken,
      Consumer<Status> refused) {
    retrier.<R>callUntil(
        untilNanos,
        (answered, failed) ->
            UnaryCall.start(channel, method, timeout(untilNanos), request, answered, failed),
        answer -> taken.run(),
        refused);
  }

  private Duration timeout(long untilNanos) {
    long left = Math.max(SHORTEST_NANOS, retrier.leftNanos(untilNanos));
    return Duration.ofNanos(Math.min(LONGEST_NANOS, left));
  }
}
