package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.LivePage;
import dev.tokenstorm.telemetry.MetricsServer;
import dev.tokenstorm.telemetry.Telemetry;
import dev.tokenstorm.text.HostPort;
import java.util.Optional;
import java.util.function.Consumer;

/** What shows a run while it goes on: its metrics, its live page, and the server of both. */
final class Exposure implements AutoCloseable {
  private final Telemetry telemetry;
  private final LivePage live = new LivePage();
  private final Optional<MetricsServer> server;

  private Exposure(Telemetry telemetry, RunPlan plan, Consumer<String> warnings) {
    this.telemetry = telemetry;
    this.server =
        plan.output()
            .metrics()
            .map(metrics -> MetricsServer.start(metrics, telemetry, live.handlers(), warnings));
  }

  /**
   * Shows a run.
   *
   * @param warnings is told, in one sentence, of a port other than the planned one
   * @throws dev.tokenstorm.text.UsageException if an address that the user named cannot be served
   */
  static Exposure of(RunPlan plan, RunContext context, Consumer<String> warnings) {
    Telemetry telemetry = new Telemetry(plan, context.cell(), context.version());
    try {
      return new Exposure(telemetry, plan, warnings);
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

  @Override
  public void close() {
    live.close();
    server.ifPresent(MetricsServer::close);
    telemetry.close();
  }
}
