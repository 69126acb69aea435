package dev.tokenstorm.dashboards;

import com.google.common.collect.ImmutableList;
import dev.tokenstorm.cli.ProgramRun;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A condition under which queries return something that return nothing when all is well, and the
 * run that brings it about. Each condition holds as long as the run does and follows from counts,
 * not from how fast the machine is.
 */
enum Injection {
  /**
   * A server that lets fewer polls wait than there are pollers, lets those that wait come back
   * empty after a second, and allows far fewer calls of its database than the workflows need. A
   * workflow's twelve activities come at once, so that there are more tasks than polls.
   */
  THROTTLED(
      "--branches 12 --steps 1 --rate 2/s --in-flight 6 --duration 15s --audit none --drain-timeout"
          + " 5s",
      "code=\"RESOURCE_EXHAUSTED\"",
      "code!=\"OK\"",
      "run_cell_cause_scope:tokenstorm_rpc_exhausted:rate15s",
      "asyncmatch_latency_bucket",
      "poll_timeouts",
      "service_error_with_type",
      "service_errors_resource_exhausted",
      "persistence_errors_resource_exhausted",
      "temporal_long_request_failure_total",
      "temporal_workflow_task_queue_poll_empty_total"),

  /**
   * Workflows that fail and are cancelled, and completions that come after their attempt's timeout.
   * The server takes up to a second longer than a timeout says, and a second until the next
   * attempt, so of delays up to five seconds each fifth ends between the two. The seed draws
   * several of each among the first ten workflows.
   */
  OUTCOMES(
      Pace.of(3, 12)
          + " --in-flight 20 --steps 1 --outcomes complete=60,fail=10,abandon=10,cancel=20"
          + " --completion-delay uniform:0s..5s --start-to-close-timeout 3s --max-attempts 2"
          + " --drain-timeout 20s --seed 23",
      "temporal_request_failure_total",
      "temporal_workflow_failed_total",
      "temporal_workflow_canceled_total"),

  /**
   * So many tokens for one completer that their release takes longer than from scrape to scrape.
   * The attempts may take minutes, so a start that the server lost must not be waited for.
   */
  PARKED("--park 300 --completers 1 --drain-timeout 20s", "phase=\"release\"}) == 1"),

  /**
   * A worker whose cache holds some of what is open, and not all. Of a workflow that is not there
   * it asks for the history.
   */
  EVICTED(
      Pace.of(3, 12)
          + " --in-flight 20 --completion-delay uniform:0s..3s --workflow-cache 4"
          + " --start-to-close-timeout 10s",
      "temporal_sticky_cache_miss_total"),

  /**
   * A link that is slow for a while, after as much time and with as much after it as a time to
   * recover needs. The server is as fast again at once, so there is one.
   */
  FAULTED(
      "--rate 3/s --duration 24s --in-flight 20 --completion-delay 300ms --fault '12s: delay 20ms"
          + " for 2s'",
      "(tokenstorm_fault{",
      "tokenstorm_fault_recovery_seconds");

  /**
   * Settings of the server of {@link #THROTTLED}; the others share the one on which all is well.
   */
  static final String[] NARROW = {
    "frontend.namespaceCount=8",
    "history.persistenceMaxQPS=20",
    "matching.longPollExpirationInterval=\"1s\""
  };

  private final String flags;
  private final ImmutableList<String> shown;

  Injection(String flags, String... shown) {
    this.flags = flags;
    this.shown = ImmutableList.copyOf(shown);
  }

  /**
   * Where its run goes: to a server, but for a recovery to the null front end, which is as fast
   * after a fault as before it whatever else the host does.
   */
  String target(String server) {
    return this == FAULTED ? "null" : server;
  }

  /** Of the run. */
  String flags() {
    return flags;
  }

  /** How often the condition came about, by the run's own count. */
  long happened(ProgramRun run) {
    return switch (this) {
      case THROTTLED -> pollsRefused(run);
      case OUTCOMES ->
          LongStream.of(
                  run.rpc("RespondActivityTaskCompleted", "NOT_FOUND"),
                  run.workflows("failed"),
                  run.workflows("cancelled"))
              .min()
              .orElseThrow();
      case PARKED -> run.count("/figures/release/latency_seconds/completion_call/count");
      case FAULTED -> run.count("/faults/0/calls/count");
      case EVICTED -> run.rpc("GetWorkflowExecutionHistory", "OK");
    };
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

  private static long pollsRefused(ProgramRun run) {
    return run.rpcs().stream()
        .filter(rpc -> rpc.at("/method").asText().startsWith("Poll"))
        .filter(rpc -> rpc.at("/cause").asText().equals("CONCURRENT_LIMIT"))
        .mapToLong(rpc -> rpc.at("/count").asLong())
        .sum();
  }
}
