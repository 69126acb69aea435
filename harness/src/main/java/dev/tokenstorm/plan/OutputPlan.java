package dev.tokenstorm.plan;

import dev.tokenstorm.text.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The plan of where figures go.
 *
 * @param directory the results' folder; it must not exist yet
 * @param metrics the Prometheus endpoint; empty for none
 * @param linger how long the endpoint stays up after the summary
 * @param reports files for the verdict
 * @param push sends the metrics to a receiver; empty for none
 */
public record OutputPlan(
    Path directory,
    Optional<Metrics> metrics,
    Duration linger,
    Map<ReportFormat, Path> reports,
    Optional<OtlpPush> push) {
  public OutputPlan {
    reports = Map.copyOf(reports);
  }

  /**
   * The Prometheus endpoint.
   *
   * @param given whether the user named the address; a taken default gives way, a taken given one
   *     is an error
   */
  public record Metrics(HostPort address, boolean given) {}
}
