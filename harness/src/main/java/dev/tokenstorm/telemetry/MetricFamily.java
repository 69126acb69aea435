package dev.tokenstorm.telemetry;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;

/** The harness's own metric families, as they are exported and documented. */
public enum MetricFamily {
  RUN(
      Type.INFO,
      "tokenstorm_run",
      "version target workload worker completer complete_by",
      "What runs: version of the harness, kinds of target, workload and worker, how completions"
          + " are sent. With the workload standalone, what other families call workflows are the"
          + " activities that it starts."),
  PHASE(
      Type.GAUGE,
      "tokenstorm_phase",
      "phase",
      "1 for the phase the run is in, 0 for the others. All are 0 before the first interval."),
  FAULT(
      Type.GAUGE,
      "tokenstorm_fault",
      "fault",
      "1 for a fault of the plan that goes on, 0 for the others. A run without faults has none."),
  FAULT_RECOVERY(
      Type.GAUGE,
      "tokenstorm_fault_recovery_seconds",
      "fault",
      "Time from a fault's end until the run was as it had been before. It is there once the run is"
          + " over, and only if there is such a time."),

  ARRIVALS_INTENDED(
      Type.COUNTER,
      "tokenstorm_arrivals_intended",
      "",
      "Workflow starts that the arrival schedule called for, dropped ones included."),
  ARRIVALS_DROPPED(
      Type.COUNTER,
      "tokenstorm_arrivals_dropped",
      "",
      "Arrivals dropped because as many workflows were open as the safety bound allows."),
  STARTS_REJECTED(
      Type.COUNTER,
      "tokenstorm_starts_rejected",
      "",
      "Workflow starts that the target refused, so that no workflow came of them."),

  WORKFLOWS_STARTED(
      Type.COUNTER, "tokenstorm_workflows_started", "", "Workflows that were started."),
  WORKFLOWS(
      Type.COUNTER,
      "tokenstorm_workflows",
      "state",
      "Workflows that reached a final state, by that state."),
  WORKFLOWS_IN_FLIGHT(
      Type.GAUGE,
      "tokenstorm_workflows_in_flight",
      "",
      "Workflows started, or being started, and not seen to close."),
  WRONG_ENDS(
      Type.COUNTER,
      "tokenstorm_wrong_ends",
      "",
      "Workflows that ended otherwise than their draws say. Anything above 0 fails the run."),

  TOKENS_ISSUED(
      Type.COUNTER,
      "tokenstorm_tokens_issued",
      "",
      "Task tokens that reached the harness, one for each attempt of an activity."),
  TOKENS(
      Type.COUNTER,
      "tokenstorm_tokens",
      "state",
      "Tokens that reached a final state, by that state."),
  TOKENS_UNISSUED(
      Type.COUNTER,
      "tokenstorm_tokens_unissued",
      "",
      "Attempts that the server started or closed of which no token reached the harness."),
  TOKENS_FOREIGN(
      Type.COUNTER,
      "tokenstorm_tokens_foreign",
      "",
      "Tokens of workflows that are not this run's; they are never completed."),
  TOKENS_PENDING(Type.GAUGE, "tokenstorm_tokens_pending", "", "Tokens issued and not settled."),

  QUEUE_DEPTH(
      Type.GAUGE,
      "tokenstorm_queue_depth",
      "",
      "Pending activities whose completion is due and that no completer has taken."),
  COMPLETERS(Type.GAUGE, "tokenstorm_completers", "", "Concurrency of the completer pool."),
  COMPLETERS_BUSY(
      Type.GAUGE, "tokenstorm_completers_busy", "", "Completers with a call under way."),

  AUDITED_WORKFLOWS(
      Type.COUNTER,
      "tokenstorm_audited_workflows",
      "",
      "Workflows whose history was compared with the ledger."),
  UNAUDITED_WORKFLOWS(
      Type.COUNTER,
      "tokenstorm_unaudited_workflows",
      "",
      "Workflows whose history was to be compared and was not read. Anything above 0 fails the"
          + " run."),
  AUDIT_DISCREPANCIES(
      Type.COUNTER,
      "tokenstorm_audit_discrepancies",
      "",
      "Disagreements between ledger and histories. Anything above 0 fails the run."),

  RPC(
      Type.COUNTER,
      "tokenstorm_rpc",
      "method code cause scope",
      "Attempts of RPCs by the gRPC status they ended with. Cause and scope say more of"
          + " RESOURCE_EXHAUSTED, and cause also names a size that is beyond a limit; else they are"
          + " empty. Methods after audit/ are the harness's own questions, and those after result/"
          + " are of clients that wait for results."),

  LATENCY(
      Type.HISTOGRAM,
      "tokenstorm_latency_seconds",
      "stage phase",
      "Time that each stage of a greeting takes, by the phase in which its workflow started."),

  CPU(
      Type.COUNTER,
      "tokenstorm_cpu_seconds",
      "",
      "CPU time of all threads of the harness during the run."),
  ALLOCATED(
      Type.COUNTER,
      "tokenstorm_allocated_bytes",
      "",
      "Heap that the harness allocated during the run."),
  GC_PAUSE(
      Type.COUNTER,
      "tokenstorm_gc_pause_seconds",
      "",
      "Time in which a garbage collection held the harness during the run."),
  SAFEPOINT(
      Type.COUNTER,
      "tokenstorm_safepoint_seconds",
      "",
      "Time in which any safepoint held the harness during the run."),
  HICCUP(
      Type.HISTOGRAM,
      "tokenstorm_hiccup_seconds",
      "",
      "How late a thread that sleeps a millisecond woke, corrected for coordinated omission: what"
          + " the machine and the JVM add to every latency.");

  /** Metric types of the exposition format. */
  public enum Type {
    COUNTER("_total"),
    GAUGE(""),
    HISTOGRAM(""),
    INFO("_info");

    private final String suffix;

    Type(String suffix) {
      this.suffix = suffix;
    }
  }

  private final Type type;
  private final String name;
  private final String labels;
  private final String help;

  MetricFamily(Type type, String name, String labels, String help) {
    this.type = type;
    this.name = name;
    this.labels = labels;
    this.help = help;
  }

  /** Returns the type: counter, gauge, histogram or info. */
  public Type type() {
    return type;
  }

  /** Returns the name under which samples appear, without the suffixes of a histogram. */
  public String exportedName() {
    return name + type.suffix;
  }

  /** Returns the names of the labels, without those that every metric of the process has. */
  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
  }

  /** Returns one or two sentences on what the family shows. */
  public String help() {
    return help;
  }

  MetricMetadata metadata() {
    return new MetricMetadata(name, help);
  }
}
