package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.DaemonThreads;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sends a run's metrics to a receiver: at the beginning, every ten seconds, and at the end. So a
 * run that is over before anybody scrapes it has two values of each counter that is there before
 * the load, and the last value of all.
 *
 * <p>One thread sends all, and the run waits for it at its end alone. A request that fails is not
 * repeated, since the next one tells all that it told. Thread-safe.
 */
public final class MetricsPush implements AutoCloseable {
  private static final String FAULT = "was sent none, by a fault of the harness (%s)";
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** Longest wait for the last values, and for a request that is under way before them. */
  public static final Duration LONGEST_END = Duration.ofSeconds(6);

  private final Telemetry telemetry;
  private final OtlpReceiver receiver;
  private final OtlpRequests requests;
  private final OtlpSender sender;
  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("tokenstorm-push"));

  // The fields below are guarded by this object.
  private int pushes;
  private int failures;
  private String reason = "";
  private Optional<Future<Boolean>> last = Optional.empty();

  private MetricsPush(Telemetry telemetry, OtlpReceiver receiver) {
    this.telemetry = telemetry;
    this.receiver = receiver;
    this.requests =
        new OtlpRequests(
            receiver.resource(),
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    this.sender = new OtlpSender(receiver);
  }

  /** Sends what the metrics are at this moment, and goes on sending. */
  public static MetricsPush begin(Telemetry telemetry, OtlpReceiver receiver) {
    return begin(telemetry, receiver, PERIOD);
  }

  /** The same, with another time from one request to the next. */
  static MetricsPush begin(Telemetry telemetry, OtlpReceiver receiver, Duration period) {
    MetricsPush push = new MetricsPush(telemetry, receiver);
    MetricSnapshots first = telemetry.snapshots();
    Instant now = push.clock.instant();
    push.thread.execute(() -> push.send(() -> push.requests.of(first, now)));
    var unused =
        push.thread.scheduleWithFixedDelay(
            push::sendNow, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    return push;
  }

  /**
   * Begins to send the last values, and sends nothing after them. It does not wait, so that what a
   * run does at its end goes on meanwhile.
   */
  public synchronized void end() {
    if (last.isEmpty()) {
      last = Optional.of(thread.submit(this::sendNow));
      // This drops the tasks whose time has not come.
      thread.shutdown();
    }
  }

  /**
   * Waits for the last values to arrive, six seconds at most.
   *
   * @return a warning in one sentence if not all values have arrived
   */
  public Optional<String> finish() throws InterruptedException {
    return finish(LONGEST_END);
  }

  /**
   * The same.
   *
   * @param longest wait; none for what has arrived by now
   */
  public Optional<String> finish(Duration longest) throws InterruptedException {
    end();
    boolean arrived;
    try {
      arrived = last().get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      failed("does not answer in time");
      arrived = false;
    } catch (ExecutionException e) {
      // Whatever is wrong here, the run is not.
      String fault = Optional.ofNullable(e.getCause()).orElse(e).getClass().getSimpleName();
      failed(FAULT.formatted(fault));
      arrived = false;
    }
    return warning(arrived);
  }

  private synchronized Future<Boolean> last() {
    return last.orElseThrow();
  }

  private synchronized Optional<String> warning(boolean lastArrived) {
    if (failures == 0) {
      return Optional.empty();
    }
    String how =
        lastArrived
            ? "the last values of the metrics have reached %s, but %d of %d pushes failed, as it %s"
            : "the last values of the metrics did not reach %s (%d of %d pushes failed), as it %s;"
                + " the run's results have them";
    return Optional.of(how.formatted(receiver, failures, pushes, reason));
  }

  private boolean sendNow() {
    return send(() -> requests.of(telemetry.snapshots(), clock.instant()));
  }

  private boolean send(Supplier<ExportMetricsServiceRequest> request) {
    try {
      sender.send(request.get());
      sent();
      return true;
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      // Whatever is wrong here, the run is not, and the next request is sent all the same.
      failed(FAULT.formatted(e.getClass().getSimpleName()));
      return false;
    }
  }

  private synchronized void sent() {
    pushes++;
  }

  private synchronized void failed(String why) {
    pushes++;
    failures++;
    reason = why;
  }

  /** Sends nothing more. */
  @Override
  public void close() {
    var unused = thread.shutdownNow();
  }
}
