package dev.tokenstorm.standalone;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.Timer;
import dev.tokenstorm.server.UnaryCall;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.ResultPolls;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.PollActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PollActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Waits for results by the long poll that the SDK's handle of a standalone activity makes. A server
 * answers one without a result when its own time is over; then it is made again. Thread-safe.
 */
final class ActivityResultPolls implements ResultPolls {
  /** Deadline of a poll, as the SDK's. A server answers a second before it, and after 29 s. */
  private static final Duration LONGEST = Duration.ofSeconds(70);

  /** A poll that ends sooner did not wait: at a deadline of 1 s a server answers at once. */
  private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ExecutionIds ids;
  private final PollActivityExecutionRequest template;
  private final Timer timer;

  /**
   * Where the clients that are free will wait, so that no connection has more polls than others.
   */
  private final Queue<Channel> places;

  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ActivityResultPolls(RunPlan plan, ExecutionIds ids, Target target) {
    this.ids = ids;
    this.template =
        PollActivityExecutionRequest.newBuilder().setNamespace(target.info().namespace()).build();
    int clients = plan.awaitedResults();
    List<Channel> connections =
        IntStream.rangeClosed(0, (clients - 1) / TargetPlan.STREAMS_PER_CONNECTION)
            .mapToObj(unused -> target.resultChannel())
            .toList();
    this.places =
        IntStream.range(0, clients)
            .mapToObj(client -> connections.get(client % connections.size()))
            .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    this.timer = new Timer("result-timer", new Backoff(plan.seed()));
  }

  @Override
  public void await(long n, Runnable seen, Runnable lost) {
    Wait wait = new Wait(n, seen, lost);
    waits.add(wait);
    wait.poll();
  }

  @Override
  public void close() {
    closed = true;
    timer.close();
    waits.forEach(Wait::cancel);
  }

  /** A client that waits; its callbacks follow each other. */
  private final class Wait {
    private final Channel channel;
    private final PollActivityExecutionRequest request;
    private final Runnable seen;
    private final Runnable lost;
    private final AtomicInteger polls = new AtomicInteger();
    private volatile @Nullable ClientCall<?, ?> call;
    private int newest;
    private long startNanos;
    private int failures;

    Wait(long n, Runnable seen, Runnable lost) {
      this.channel = places.remove();
      this.request = template.toBuilder().setActivityId(ids.id(n)).build();
      this.seen = seen;
      this.lost = lost;
    }

    void poll() {
      if (closed) {
        return;
      }
      int number = polls.incrementAndGet();
      startNanos = NanoClock.SYSTEM.nanoTime();
      keep(
          number,
          UnaryCall.start(
              channel,
              WorkflowServiceGrpc.getPollActivityExecutionMethod(),
              LONGEST,
              request,
              this::answered,
              this::failed));
      if (closed) {
        cancel();
      }
    }

    /** A poll may be answered, and the next one made, before its maker has come here. */
    private synchronized void keep(int number, ClientCall<?, ?> made) {
      if (number > newest) {
        newest = number;
        call = made;
      }
    }

    void cancel() {
      ClientCall<?, ?> open = call;
      if (open != null) {
        open.cancel("the run is over", null);
      }
    }

    private void answered(PollActivityExecutionResponse answer) {
      if (answer.hasOutcome()) {
        end(seen);
      } else if (waited()) {
        failures = 0;
        poll();
      } else {
        again(Status.UNAVAILABLE);
      }
    }

    /** An ingress may cut polls that wait; that is no failure after another. */
    private void failed(Status status) {
      if (waited()) {
        failures = 0;
      }
      if (!closed) {
        again(status);
      }
    }

    private boolean waited() {
      return NanoClock.SYSTEM.nanoTime() - startNanos >= SHORTEST_NANOS;
    }

    private void again(Status status) {
      failures++;
      if (!timer.again(status, failures, pause -> true, this::poll) && !closed) {
        end(lost);
      }
    }

    private void end(Runnable news) {
      waits.remove(this);
      places.add(channel);
      news.run();
    }
  }
}
