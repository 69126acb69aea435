package dev.tokenstorm.dashboards;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A condition under which queries return something that return nothing when all is well, and the
 * run that brings it about.
 */
enum Injection {
  /** A server that allows far less than is asked of it, and whose long polls come back empty. */
  THROTTLED(
      "--rate 10/s --duration 15s --in-flight 20 --completers 4 --audit none --drain-timeout 5s",
      "code=\"RESOURCE_EXHAUSTED\"",
      "code!=\"OK\"",
      "run_cell_cause_scope:tokenstorm_rpc_exhausted:rate15s",
      "asyncmatch_latency_bucket",
      "service_error_with_type",
      "service_errors_resource_exhausted",
      "persistence_errors_resource_exhausted",
      "temporal_request_failure_total",
      "temporal_long_request_failure_total",
      "temporal_workflow_task_queue_poll_empty_total"),

  /** Workflows that fail and are cancelled. */
  OUTCOMES(
      "--rate 3/s --in-flight 20 --duration 20s --steps 1 --outcomes complete=60,fail=10,abandon=10,cancel=20"
          + " --start-to-close-timeout 3s --max-attempts 2 --audit all",
      "temporal_workflow_failed_total",
      "temporal_workflow_canceled_total"),

  /** A worker whose cache holds some of what is open, and not all. */
  EVICTED(
      "--rate 3/s --in-flight 20 --duration 20s --completion-delay 2s --workflow-cache 6 --worker-pollers 2",
      "temporal_sticky_cache_miss_total");

  private final String flags;
  private final ImmutableList<String> shown;

  Injection(String flags, String... shown) {
    this.flags = flags;
    this.shown = ImmutableList.copyOf(shown);
  }

  /** Of the run. */
  String flags() {
    return flags;
  }

  /** Parts of queries that return nothing without it. */
  List<String> shown() {
    return shown;
  }

  /** The one that a query needs. */
  static Optional<Injection> neededBy(Query query) {
    return Arrays.stream(values())
        .filter(each -> each.shown.stream().anyMatch(query.text()::contains))
        .findFirst();
  }
}
