package dev.tokenstorm.telemetry;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * Says in one sentence what each metric of the Temporal SDK shows. The SDK exports its metrics
 * without help texts. The meanings are those of its reference
 * (docs.temporal.io/references/sdk-metrics).
 */
final class SdkMetricHelp {
  /** Help for metrics that a later SDK may add. */
  static final String OF_OTHERS = "Reported by the Temporal SDK, whose reference says more.";

  private static final Map<String, String> CALLS =
      Map.of(
          "temporal_request", "RPCs that the SDK's clients made, long polls aside.",
          "temporal_request_failure", "RPCs of the SDK's clients that failed, long polls aside.",
          "temporal_request_latency", "Time that an RPC took, long polls aside.",
          "temporal_long_request", "Long polls that the SDK's clients made.",
          "temporal_long_request_failure", "Long polls of the SDK's clients that failed.",
          "temporal_long_request_latency", "Time that a long poll took, its wait included.");

  private static final Map<String, String> WORKFLOWS =
      Map.ofEntries(
          entry("temporal_workflow_completed", "Workflows that this worker completed."),
          entry("temporal_workflow_canceled", "Workflows that this worker closed as cancelled."),
          entry("temporal_workflow_failed", "Workflows that this worker failed."),
          entry(
              "temporal_workflow_continue_as_new",
              "Workflows that this worker continued as new ones."),
          entry(
              "temporal_workflow_endtoend_latency",
              "Time from a workflow run's start to its close by this worker."),
          entry(
              "temporal_corrupted_signals",
              "Signals that were dropped, as their payload could not be decoded."),
          entry(
              "temporal_workflow_active_thread_count",
              "Threads on which workflows are cached or run in this process."));

  private static final Map<String, String> WORKFLOW_TASKS =
      Map.ofEntries(
          entry(
              "temporal_workflow_task_queue_poll_empty",
              "Polls for workflow tasks that came back without one."),
          entry(
              "temporal_workflow_task_queue_poll_succeed",
              "Polls for workflow tasks that brought one."),
          entry(
              "temporal_workflow_task_schedule_to_start_latency",
              "Time from a workflow task's schedule to its start by a worker."),
          entry(
              "temporal_workflow_task_execution_latency",
              "Time that this worker took for a workflow task."),
          entry(
              "temporal_workflow_task_execution_total_latency",
              "Time that a workflow task took, local activities and heartbeats included."),
          entry(
              "temporal_workflow_task_replay_latency",
              "Time to replay a workflow's history before a task could go on."),
          entry(
              "temporal_workflow_task_execution_failed", "Workflow tasks that this worker failed."),
          entry(
              "temporal_workflow_task_no_completion",
              "Workflow tasks whose answer this worker could not send."),
          entry(
              "temporal_workflow_task_heartbeat",
              "Workflow tasks that were extended while local activities ran."));

  private static final Map<String, String> ACTIVITIES =
      Map.ofEntries(
          entry(
              "temporal_activity_poll_no_task",
              "Polls for activity tasks that came back without one."),
          entry(
              "temporal_activity_schedule_to_start_latency",
              "Time from an activity task's schedule to its start by a worker."),
          entry(
              "temporal_activity_execution_latency",
              "Time that an activity's function took; one that completes later returns at once."),
          entry(
              "temporal_activity_succeed_endtoend_latency",
              "Time from an activity's schedule to its success on this worker."),
          entry("temporal_activity_execution_failed", "Activity functions that failed."),
          entry("temporal_activity_execution_cancelled", "Activity functions that were cancelled."),
          entry("temporal_activity_canceled", "Activities that this worker reported as cancelled."),
          entry("temporal_local_activity_total", "Local activities that this worker ran."),
          entry(
              "temporal_local_activity_execution_latency",
              "Time that one attempt of a local activity took."),
          entry(
              "temporal_local_activity_succeed_endtoend_latency",
              "Time from a local activity's schedule to its success, retries included."),
          entry(
              "temporal_local_activity_execution_cancelled",
              "Attempts of local activities that were cancelled."),
          entry("temporal_local_activity_canceled", "Local activities that were cancelled."),
          entry(
              "temporal_local_activity_execution_failed",
              "Attempts of local activities that failed."),
          entry(
              "temporal_local_activity_failed",
              "Local activities that failed, after all their attempts."));

  private static final Map<String, String> NEXUS =
      Map.of(
          "temporal_nexus_poll_no_task",
          "Polls for Nexus tasks that came back without one.",
          "temporal_nexus_task_schedule_to_start_latency",
          "Time from a Nexus task's schedule to its start by a worker.",
          "temporal_nexus_task_execution_latency",
          "Time that this worker took for a Nexus task.",
          "temporal_nexus_task_execution_failed",
          "Nexus tasks that this worker failed.",
          "temporal_nexus_task_endtoend_latency",
          "Time from a Nexus task's schedule to this worker's answer.");

  private static final Map<String, String> WORKER =
      Map.ofEntries(
          entry("temporal_worker_start", "Workers that were started."),
          entry("temporal_poller_start", "Pollers that were started."),
          entry("temporal_num_pollers", "Polls that are open at the moment."),
          entry(
              "temporal_worker_task_slots_available",
              "Tasks that the worker could take beside those it has; 0 means that tasks wait."),
          entry("temporal_worker_task_slots_used", "Tasks that the worker has at the moment."),
          entry("temporal_sticky_cache_hit", "Workflow tasks whose workflow was in the cache."),
          entry(
              "temporal_sticky_cache_miss",
              "Workflow tasks whose workflow was not in the cache and was replayed."),
          entry(
              "temporal_sticky_cache_total_forced_eviction",
              "Workflows that left the cache before their ends."),
          entry(
              "temporal_sticky_cache_thread_forced_eviction",
              "Workflows that left the cache because others wanted their threads."),
          entry("temporal_sticky_cache_size", "Workflows that are in the cache."),
          entry(
              "temporal_resource_slots_mem_usage",
              "Memory in use, in per cent, as a worker tuned by resources sees it."),
          entry(
              "temporal_resource_slots_cpu_usage",
              "CPU in use, in per cent, as a worker tuned by resources sees it."),
          entry(
              "temporal_resource_slots_mem_pid_output",
              "What the controller for memory makes of it; slots are given above a threshold."),
          entry(
              "temporal_resource_slots_cpu_pid_output",
              "What the controller for CPU makes of it; slots are given above a threshold."));

  private static final List<Map<String, String>> TABLES =
      List.of(CALLS, WORKFLOWS, WORKFLOW_TASKS, ACTIVITIES, NEXUS, WORKER);

  private SdkMetricHelp() {}

  /**
   * Returns one or two sentences on a metric.
   *
   * @param name of the metric in the SDK
   */
  static String of(String name) {
    return TABLES.stream()
        .filter(table -> table.containsKey(name))
        .findFirst()
        .map(table -> table.get(name))
        .orElse(OF_OTHERS);
  }
}
