package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.Statistic;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.text.Nearest;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every figure of the result document, each once, by the name that objectives call it: the
 * document's own, with hyphens, and without the unit that a bound has anyway.
 */
public final class FigureTable {
  /** Goes before names of {@link RunPart#CALLS}. */
  private static final String CALLS = "rpc.";

  private static final List<String> WORKFLOWS =
      List.of(
          "intended",
          "dropped",
          "rejected",
          "started",
          "not_reached",
          "completed",
          "failed",
          "timed_out",
          "cancelled",
          "terminated",
          "open_at_end",
          "unknown",
          "wrong_ends",
          "failed_by_unissued");

  private static final List<String> TOKENS =
      List.of(
          "issued",
          "completed",
          "failed",
          "cancelled",
          "timed_out",
          "superseded",
          "orphaned",
          "pending",
          "unknown",
          "lost",
          "unissued",
          "foreign");

  private static final Map<String, Figure> TABLE = Collections.unmodifiableMap(table());

  private FigureTable() {}

  /** All of them but those of {@link RunPart#CALLS}, in the order of the document. */
  public static Collection<Figure> all() {
    return TABLE.values();
  }

  /** The figure of a name. */
  public static Optional<Figure> named(String name) {
    Figure figure = TABLE.get(name);
    return figure != null || !name.startsWith(CALLS) ? Optional.ofNullable(figure) : attempts(name);
  }

  /** The name that was meant by one that does not exist. */
  static String nearest(String name) {
    if (!name.startsWith(CALLS)) {
      return new FigureGuess(TABLE.keySet()).of(name);
    }
    int dot = name.indexOf('.', CALLS.length());
    String method = name.substring(CALLS.length(), dot < 0 ? name.length() : dot);
    String code = dot < 0 ? "" : name.substring(dot + 1);
    return CALLS
        + Nearest.to(method, methods().toList())
        + "."
        + (code.isEmpty() ? Status.Code.OK.name() : Nearest.to(code, codes().toList()));
  }

  private static Optional<Figure> attempts(String name) {
    String[] words = name.substring(CALLS.length()).split("\\.", -1);
    return words.length == 2
            && methods().anyMatch(words[0]::equals)
            && codes().anyMatch(words[1]::equals)
        ? Optional.of(
            new Figure(
                name, Unit.COUNT, List.of(RunPart.CALLS), new Figure.Attempts(words[0], words[1])))
        : Optional.empty();
  }

  private static Stream<String> methods() {
    return WorkflowServiceGrpc.getServiceDescriptor().getMethods().stream()
        .map(method -> String.valueOf(method.getBareMethodName()))
        .flatMap(method -> Stream.of(method, RpcStatus.AUDIT + method));
  }

  private static Stream<String> codes() {
    return Stream.of(Status.Code.values()).map(Status.Code::name);
  }

  private static Map<String, Figure> table() {
    Rows rows = new Rows();
    rows.add("time", Unit.SECONDS, "/seconds");
    rows.counted("workflows", WORKFLOWS);
    rows.add("workflows.closed", Unit.COUNT, "/workflows/closed");
    rows.add("workflows.rate", Unit.PER_SECOND, "/workflows/rate_per_second");
    rows.add("workflows.in-flight-max", Unit.COUNT, "/workflows/in_flight_max");
    rows.add("workflows.in-flight-mean", Unit.COUNT, "/workflows/in_flight_mean");
    rows.add("completions.count", Unit.COUNT, "/completions/count");
    rows.add("completions.rate", Unit.PER_SECOND, "/completions/rate_per_second");
    for (String state : List.of("completed", "failed", "cancelled")) {
      String pointer = "/completions/" + state;
      rows.add("completions." + state, Unit.COUNT, pointer);
      rows.add("completions." + state + "-rate", Unit.PER_SECOND, pointer + "_rate_per_second");
    }
    rows.counted("tokens", TOKENS);
    rows.add("tokens.pending-max", Unit.COUNT, "/tokens/pending_max");
    rows.add("tokens.queue-depth-max", Unit.COUNT, "/tokens/queue_depth_max");
    rows.add("tokens.queue-depth-mean", Unit.COUNT, "/tokens/queue_depth_mean");
    rows.add("completers.concurrency", Unit.COUNT, "/completers/concurrency");
    rows.add("completers.busy-mean", Unit.COUNT, "/completers/busy_mean");
    rows.add("completers.busy-max", Unit.COUNT, "/completers/busy_max");
    for (TaskKind kind : TaskKind.values()) {
      String name = "worker." + kind.key();
      String pointer = "/worker/" + kind.key();
      rows.add(name + "-slots-mean", Unit.COUNT, pointer + "_slots_mean");
      rows.add(name + "-polls", Unit.COUNT, pointer + "_polls");
      rows.add(name + "-poll-mean", Unit.SECONDS, pointer + "_poll_mean_seconds");
      rows.add(name + "-poll-min", Unit.SECONDS, pointer + "_poll_min_seconds");
    }
    rows.add("calls.count", Unit.COUNT, "/calls/count");
    rows.add("errors.count", Unit.COUNT, "/calls/errors");
    rows.add("errors.ratio", Unit.RATIO, "/calls/error_ratio");
    rows.timed("workflow", Latency.WORKFLOW, Latency.WORKFLOW_CORRECTED);
    for (Latency latency : Latency.values()) {
      rows.timed(name(latency), latency, latency);
    }
    rows.add("generator.time", Unit.SECONDS, "/generator/seconds");
    rows.add("generator.cpu", Unit.SECONDS, "/generator/cpu_seconds");
    rows.add("generator.host-cpu", Unit.RATIO, "/generator/host_cpu_ratio");
    rows.add("generator.cpu-per-completion", Unit.SECONDS, "/generator/cpu_seconds_per_completion");
    rows.add("generator.cpu-per-greeting", Unit.SECONDS, "/generator/cpu_seconds_per_greeting");
    rows.add("generator.allocated", Unit.BYTES, "/generator/allocated_bytes");
    rows.add(
        "generator.allocation-rate",
        Unit.BYTES_PER_SECOND,
        "/generator/allocated_bytes_per_second");
    rows.add("generator.gc-pause", Unit.SECONDS, "/generator/gc_pause_seconds");
    rows.add("generator.gc-pause-max", Unit.SECONDS, "/generator/gc_pause_max_interval_seconds");
    rows.add("generator.safepoint", Unit.SECONDS, "/generator/safepoint_seconds");
    rows.add("generator.safepoint-max", Unit.SECONDS, "/generator/safepoint_max_interval_seconds");
    for (Statistic statistic : Statistic.values()) {
      rows.add(
          "hiccup." + statistic.key(),
          unit(statistic),
          "/generator/hiccup_seconds/" + statistic.key());
    }
    rows.audited("audit.workflows", "/audit/workflows");
    rows.audited("audit.unread", "/audit/unread");
    rows.audited("audit.discrepancies", "/audit/discrepancies");
    rows.audited("findings", "/findings_total");
    return rows.table;
  }

  private static String name(Latency latency) {
    return switch (latency) {
      case SCHEDULE_LAG -> "schedule-lag";
      case WORKFLOW_START -> "workflow-start";
      case WORKFLOW_TASK_WAIT -> "workflow-task-wait";
      case ACTIVITY_TASK_WAIT -> "activity-task-wait";
      case TOKEN_WAIT -> "token-wait";
      case COMPLETION_CALL -> "completion";
      case RESUME -> "resume";
      case ACTIVITY -> "activity";
      case WORKFLOW -> "workflow-raw";
      case WORKFLOW_CORRECTED -> "workflow-corrected";
    };
  }

  private static Unit unit(Statistic statistic) {
    return statistic == Statistic.COUNT ? Unit.COUNT : Unit.SECONDS;
  }

  private static final class Rows {
    private final Map<String, Figure> table = new LinkedHashMap<>();

    void add(String name, Unit unit, String pointer) {
      List<RunPart> parts = new ArrayList<>(RunPart.PHASES);
      if (unit == Unit.PER_SECOND) {
        // The drain waits for the slowest, so a rate with it is none that was held.
        parts.remove(RunPart.MEASURE);
        parts.add(0, RunPart.MEASURE);
      }
      put(new Figure(name, unit, parts, new Figure.Value(pointer)));
    }

    void counted(String section, List<String> states) {
      List<RunPart> parts =
          Stream.concat(RunPart.PHASES.stream(), Stream.of(RunPart.LEDGER)).toList();
      for (String state : states) {
        put(
            new Figure(
                section + "." + state.replace('_', '-'),
                Unit.COUNT,
                parts,
                new Figure.Value("/" + section + "/" + state)));
      }
    }

    void timed(String name, Latency closedLoop, Latency openLoop) {
      for (Statistic statistic : Statistic.values()) {
        put(
            new Figure(
                name + "." + statistic.key(),
                unit(statistic),
                RunPart.PHASES,
                new Figure.Timing(closedLoop, openLoop, statistic)));
      }
    }

    void audited(String name, String pointer) {
      put(new Figure(name, Unit.COUNT, List.of(RunPart.LEDGER), new Figure.Value(pointer)));
    }

    private void put(Figure figure) {
      table.put(figure.name(), figure);
    }
  }
}
