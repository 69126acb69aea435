package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Status;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Completes activities, so many at a time, without a thread: the next completion is sent where the
 * answer to another one arrives. A thread of its own gives up calls that go unanswered.
 */
final class BareWindow implements AutoCloseable {
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CHECK_MILLIS = 500;

  private final List<Channel> channels;
  private final Consumer<Status> failed;
  private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Place> free = new ConcurrentLinkedQueue<>();
  private final List<Place> places = new ArrayList<>();

  /** Completions that wait, less the places that are free, when one of these is empty. */
  private final AtomicInteger lacking = new AtomicInteger();

  private final Thread deadlines = new Thread(this::watchDeadlines, "bare-deadlines");

  private record Pending(ByteString token, Payload result) {}

  /**
   * @param channels over which its places are spread
   * @param failed takes the status of a completion that failed
   */
  BareWindow(int window, List<Channel> channels, Consumer<Status> failed) {
    this.channels = channels;
    this.failed = failed;
    for (int i = 0; i < window; i++) {
      places.add(new Place(i));
    }
    free.addAll(places);
    lacking.set(-window);
    deadlines.setDaemon(true);
  }

  void start() {
    deadlines.start();
  }

  /** Completes an activity as soon as there is a place. */
  void complete(ByteString token, Payload result) {
    waiting.add(new Pending(token, result));
    if (lacking.getAndIncrement() < 0) {
      // There is a place for each that comes so far, though who frees it may still be adding it.
      Place place = free.poll();
      while (place == null) {
        Thread.onSpinWait();
        place = free.poll();
      }
      place.next();
    }
  }

  private void watchDeadlines() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        places.forEach(Place::giveUpIfLate);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    deadlines.interrupt();
  }

  /** One of the window; its calls follow each other. */
  private final class Place {
    private final Channel channel;
    private volatile @Nullable ClientCall<?, ?> call;
    private volatile long startNanos;

    Place(int number) {
      channel = channels.get(number % channels.size());
    }

    /** Sends the completion that waits longest, of which there is one for it. */
    void next() {
      Pending pending = waiting.poll();
      while (pending == null) {
        Thread.onSpinWait();
        pending = waiting.poll();
      }
      startNanos = System.nanoTime();
      call =
          BareCall.make(
              channel,
              WorkflowServiceGrpc.getRespondActivityTaskCompletedMethod(),
              RespondActivityTaskCompletedRequest.newBuilder()
                  .setNamespace(BareWireProgram.NAMESPACE)
                  .setTaskToken(pending.token())
                  .setResult(Payloads.newBuilder().addPayloads(pending.result()))
                  .build(),
              this::answered,
              failed);
    }

    private void answered(RespondActivityTaskCompletedResponse unused) {
      if (lacking.getAndDecrement() > 0) {
        next();
      } else {
        free.add(this);
      }
    }

    void giveUpIfLate() {
      ClientCall<?, ?> under = call;
      // Read after the call: if it belongs to a later one, that one has only just begun.
      if (under != null && System.nanoTime() - startNanos > TIMEOUT_NANOS) {
        under.cancel("not answered in time", null);
      }
    }
  }
}
