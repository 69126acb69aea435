package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.LivePage;
import dev.tokenstorm.telemetry.MetricsPush;
import dev.tokenstorm.telemetry.MetricsServer;
import dev.tokenstorm.telemetry.OtlpReceiver;
import dev.tokenstorm.telemetry.Telemetry;
import dev.tokenstorm.text.HostPort;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run is exposed while it goes on: by its metrics, its live page, the server of both, and the
 * push of metrics to a receiver.
 */
final class Exposure implements AutoCloseable {
  private final Telemetry telemetry;
  private final LivePage live = new LivePage();
  private final Optional<OtlpReceiver> receiver;
  private final Optional<MetricsServer> server;
  private Optional<MetricsPush> push = Optional.empty();

  private Exposure(
      Telemetry telemetry,
      RunPlan plan,
      Optional<OtlpReceiver> receiver,
      Consumer<String> warnings) {
    this.telemetry = telemetry;
    this.receiver = receiver;
    this.server =
        plan.output()
            .metrics()
            .map(metrics -> MetricsServer.start(metrics, telemetry, live.handlers(), warnings));
  }

  /**
   * Shows a run.
   *
   * @param warnings is told, in one sentence, of a port other than the planned one
   * @throws dev.tokenstorm.text.UsageException if an address that the user named cannot be served,
   *     or the variables of OpenTelemetry do not say whom to push to
   */
  static Exposure of(RunPlan plan, RunContext context, Consumer<String> warnings) {
    Optional<OtlpReceiver> receiver = OtlpVariables.receiver(plan, context, System.getenv());
    Telemetry telemetry = new Telemetry(plan, context.cell(), context.version());
    try {
      return new Exposure(telemetry, plan, receiver, warnings);
    } catch (RuntimeException e) {
      telemetry.close();
      throw e;
    }
  }

  Telemetry telemetry() {
    return telemetry;
  }

  LivePage live() {
    return live;
  }

  /** Where both are served; empty if they are not. */
  Optional<HostPort> address() {
    return server.map(MetricsServer::address);
  }

  /** Begins to push, if that is asked for. */
  void beginPush() {
    push = receiver.map(to -> MetricsPush.begin(telemetry, to));
  }

  /** Begins to push the last values, which are those of this moment. */
  void endPush() {
    push.ifPresent(MetricsPush::end);
  }

  /**
   * Waits for the last values to arrive, once.
   *
   * @param longest wait
   * @param warnings is told, in one sentence, of values that did not arrive
   */
  void finishPush(Duration longest, Consumer<String> warnings) throws InterruptedException {
    if (push.isPresent()) {
      try (MetricsPush ended = push.get()) {
        push = Optional.empty();
        ended.finish(longest).ifPresent(warnings);
      }
    }
  }

  @Override
  public void close() {
    push.ifPresent(MetricsPush::close);
    live.close();
    server.ifPresent(MetricsServer::close);
    telemetry.close();
  }
}
