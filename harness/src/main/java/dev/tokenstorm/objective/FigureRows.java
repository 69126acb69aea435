package dev.tokenstorm.objective;

import static dev.tokenstorm.objective.Direction.LESS_IS_BETTER;
import static dev.tokenstorm.objective.Direction.MORE_IS_BETTER;
import static dev.tokenstorm.objective.Direction.NONE;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Statistic;
import dev.tokenstorm.measurement.TaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of {@link FigureTable}, in the order of the document. */
final class FigureRows {
  private final Map<String, Figure> table = new LinkedHashMap<>();

  private FigureRows() {}

  /** The figures by name. */
  static Map<String, Figure> all() {
    FigureRows rows = new FigureRows();
    rows.add("time", Unit.SECONDS, NONE, "/seconds");
    rows.workflows();
    rows.completions();
    rows.tokens();
    rows.add("completers.concurrency", Unit.COUNT, NONE, "/completers/concurrency");
    rows.add("completers.busy-mean", Unit.COUNT, NONE, "/completers/busy_mean");
    rows.add("completers.busy-max", Unit.COUNT, NONE, "/completers/busy_max");
    rows.worker();
    rows.add("calls.count", Unit.COUNT, NONE, "/calls/count");
    rows.add("errors.count", Unit.COUNT, LESS_IS_BETTER, "/calls/errors");
    rows.add("errors.ratio", Unit.RATIO, LESS_IS_BETTER, "/calls/error_ratio");
    rows.timed("workflow", Latency.WORKFLOW, Latency.WORKFLOW_CORRECTED);
    for (Latency latency : Latency.values()) {
      rows.timed(name(latency), latency, latency);
    }
    rows.generator();
    rows.audited("audit.workflows", NONE, "/audit/workflows");
    rows.audited("audit.unread", LESS_IS_BETTER, "/audit/unread");
    rows.audited("audit.discrepancies", LESS_IS_BETTER, "/audit/discrepancies");
    rows.audited("findings", LESS_IS_BETTER, "/findings_total");
    return rows.table;
  }

  /** Failures, timeouts and cancellations follow from the plan; a fast run has more of them. */
  private void workflows() {
    counted("workflows", "intended", NONE);
    counted("workflows", "dropped", LESS_IS_BETTER);
    counted("workflows", "rejected", LESS_IS_BETTER);
    counted("workflows", "started", NONE);
    counted("workflows", "not_reached", LESS_IS_BETTER);
    counted("workflows", "completed", MORE_IS_BETTER);
    counted("workflows", "failed", NONE);
    counted("workflows", "timed_out", NONE);
    counted("workflows", "cancelled", NONE);
    counted("workflows", "terminated", LESS_IS_BETTER);
    counted("workflows", "open_at_end", LESS_IS_BETTER);
    counted("workflows", "unknown", LESS_IS_BETTER);
    counted("workflows", "wrong_ends", LESS_IS_BETTER);
    counted("workflows", "failed_by_unissued", LESS_IS_BETTER);
    add("workflows.closed", Unit.COUNT, MORE_IS_BETTER, "/workflows/closed");
    add("workflows.rate", Unit.PER_SECOND, MORE_IS_BETTER, "/workflows/rate_per_second");
    add("workflows.in-flight-max", Unit.COUNT, NONE, "/workflows/in_flight_max");
    add("workflows.in-flight-mean", Unit.COUNT, NONE, "/workflows/in_flight_mean");
  }

  private void completions() {
    add("completions.count", Unit.COUNT, MORE_IS_BETTER, "/completions/count");
    add("completions.rate", Unit.PER_SECOND, MORE_IS_BETTER, "/completions/rate_per_second");
    answered("completed", MORE_IS_BETTER);
    answered("failed", NONE);
    answered("cancelled", NONE);
  }

  private void answered(String state, Direction direction) {
    String name = "completions." + state;
    String pointer = "/completions/" + state;
    add(name, Unit.COUNT, direction, pointer);
    add(name + "-rate", Unit.PER_SECOND, direction, pointer + "_rate_per_second");
  }

  private void tokens() {
    counted("tokens", "issued", NONE);
    counted("tokens", "completed", MORE_IS_BETTER);
    counted("tokens", "failed", NONE);
    counted("tokens", "cancelled", NONE);
    counted("tokens", "timed_out", NONE);
    counted("tokens", "superseded", NONE);
    counted("tokens", "orphaned", NONE);
    counted("tokens", "pending", LESS_IS_BETTER);
    counted("tokens", "unknown", LESS_IS_BETTER);
    counted("tokens", "lost", LESS_IS_BETTER);
    counted("tokens", "unissued", LESS_IS_BETTER);
    counted("tokens", "foreign", LESS_IS_BETTER);
    add("tokens.pending-max", Unit.COUNT, NONE, "/tokens/pending_max");
    add("tokens.queue-depth-max", Unit.COUNT, LESS_IS_BETTER, "/tokens/queue_depth_max");
    add("tokens.queue-depth-mean", Unit.COUNT, LESS_IS_BETTER, "/tokens/queue_depth_mean");
  }

  /** A poll waits long at a fast server too, if there are many pollers. */
  private void worker() {
    for (TaskKind kind : TaskKind.values()) {
      String name = "worker." + kind.key();
      String pointer = "/worker/" + kind.key();
      add(name + "-slots-mean", Unit.COUNT, NONE, pointer + "_slots_mean");
      add(name + "-polls", Unit.COUNT, NONE, pointer + "_polls");
      add(name + "-poll-mean", Unit.SECONDS, NONE, pointer + "_poll_mean_seconds");
      add(name + "-poll-min", Unit.SECONDS, NONE, pointer + "_poll_min_seconds");
    }
  }

  /** What a run uses in all grows with its throughput; what one completion uses does not. */
  private void generator() {
    String root = "/generator/";
    add("generator.time", Unit.SECONDS, NONE, root + "seconds");
    add("generator.cpu", Unit.SECONDS, NONE, root + "cpu_seconds");
    add("generator.host-cpu", Unit.RATIO, NONE, root + "host_cpu_ratio");
    add(
        "generator.cpu-per-completion",
        Unit.SECONDS,
        LESS_IS_BETTER,
        root + "cpu_seconds_per_completion");
    add(
        "generator.cpu-per-greeting",
        Unit.SECONDS,
        LESS_IS_BETTER,
        root + "cpu_seconds_per_greeting");
    add("generator.allocated", Unit.BYTES, NONE, root + "allocated_bytes");
    add(
        "generator.allocation-rate",
        Unit.BYTES_PER_SECOND,
        NONE,
        root + "allocated_bytes_per_second");
    add("generator.gc-pause", Unit.SECONDS, LESS_IS_BETTER, root + "gc_pause_seconds");
    add(
        "generator.gc-pause-max",
        Unit.SECONDS,
        LESS_IS_BETTER,
        root + "gc_pause_max_interval_seconds");
    add("generator.safepoint", Unit.SECONDS, LESS_IS_BETTER, root + "safepoint_seconds");
    add(
        "generator.safepoint-max",
        Unit.SECONDS,
        LESS_IS_BETTER,
        root + "safepoint_max_interval_seconds");
    for (Statistic statistic : Statistic.values()) {
      add(
          "hiccup." + statistic.key(),
          unit(statistic),
          direction(statistic),
          root + "hiccup_seconds/" + statistic.key());
    }
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

  private static Direction direction(Statistic statistic) {
    return statistic == Statistic.COUNT ? NONE : LESS_IS_BETTER;
  }

  private void add(String name, Unit unit, Direction direction, String pointer) {
    List<RunPart> parts = new ArrayList<>(RunPart.PHASES);
    if (unit == Unit.PER_SECOND) {
      // The drain waits for the slowest, so a rate with it is none that was held.
      parts.remove(RunPart.MEASURE);
      parts.add(0, RunPart.MEASURE);
    }
    put(new Figure(name, unit, direction, parts, new Figure.Value(pointer)));
  }

  private void counted(String section, String state, Direction direction) {
    put(
        new Figure(
            section + "." + state.replace('_', '-'),
            Unit.COUNT,
            direction,
            Stream.concat(RunPart.PHASES.stream(), Stream.of(RunPart.LEDGER)).toList(),
            new Figure.Value("/" + section + "/" + state)));
  }

  private void timed(String name, Latency closedLoop, Latency openLoop) {
    for (Statistic statistic : Statistic.values()) {
      put(
          new Figure(
              name + "." + statistic.key(),
              unit(statistic),
              direction(statistic),
              RunPart.PHASES,
              new Figure.Timing(closedLoop, openLoop, statistic)));
    }
  }

  private void audited(String name, Direction direction, String pointer) {
    put(
        new Figure(
            name, Unit.COUNT, direction, List.of(RunPart.LEDGER), new Figure.Value(pointer)));
  }

  private void put(Figure figure) {
    table.put(figure.name(), figure);
  }
}
