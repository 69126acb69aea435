package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rows of {@link FigureTable}, in the order of the document. */
final class FigureRows {
  /**
   * What a run does. The cells of a row are: name, label in reports, unit, which way is better,
   * what has it, pointer from there in the result document, column of {@code intervals.csv}, and
   * series of a scrape. The last two may be empty.
   *
   * <p>All phases have most figures, and the ledger has some of these too. How many workflows fail,
   * time out or are cancelled follows from the plan, and a fast run has more of them. A poll waits
   * long at a fast server too, if there are many pollers. The window of a fault has some as well.
   */
  private static final String LOAD =
      """
      time | time | seconds | none | phases fault | /seconds | length_seconds |
      workflows.intended | workflows intended | count | none | both | /workflows/intended | | tokenstorm_arrivals_intended_total
      workflows.dropped | workflows dropped | count | less | both | /workflows/dropped | dropped | tokenstorm_arrivals_dropped_total
      workflows.rejected | workflows rejected | count | less | both | /workflows/rejected | | tokenstorm_starts_rejected_total
      workflows.started | workflows started | count | none | both | /workflows/started | | tokenstorm_workflows_started_total
      workflows.not-reached | workflows not reached | count | less | both | /workflows/not_reached | |
      workflows.completed | workflows completed | count | more | both | /workflows/completed | | tokenstorm_workflows_total{state="completed"}
      workflows.failed | workflows failed | count | none | both | /workflows/failed | | tokenstorm_workflows_total{state="failed"}
      workflows.timed-out | workflows timed out | count | none | both | /workflows/timed_out | | tokenstorm_workflows_total{state="timed_out"}
      workflows.cancelled | workflows cancelled | count | none | both | /workflows/cancelled | | tokenstorm_workflows_total{state="cancelled"}
      workflows.terminated | workflows terminated | count | less | both | /workflows/terminated | | tokenstorm_workflows_total{state="terminated"}
      workflows.open-at-end | workflows open at end | count | less | both | /workflows/open_at_end | | tokenstorm_workflows_total{state="open_at_end"}
      workflows.unknown | workflows unknown | count | less | both | /workflows/unknown | | tokenstorm_workflows_total{state="unknown"}
      workflows.wrong-ends | workflows with a wrong end | count | less | both | /workflows/wrong_ends | | tokenstorm_wrong_ends_total
      workflows.failed-by-unissued | workflows failed by unissued | count | less | both | /workflows/failed_by_unissued | |
      workflows.closed | workflows closed | count | more | phases fault | /workflows/closed | | tokenstorm_workflows_total{state=~"completed|failed|timed_out|cancelled"}
      workflows.rate | workflows per second | per_second | more | phases fault | /workflows/rate_per_second | workflows_per_second | tokenstorm_workflows_total{state=~"completed|failed|timed_out|cancelled"}
      workflows.in-flight-max | workflows in flight, at most | count | none | phases | /workflows/in_flight_max | in_flight | tokenstorm_workflows_in_flight
      workflows.in-flight-mean | workflows in flight, on average | count | none | phases | /workflows/in_flight_mean | | tokenstorm_workflows_in_flight
      completions.count | completions | count | more | phases fault | /completions/count | | tokenstorm_tokens_total{state=~"completed|failed|cancelled"}
      completions.rate | completions per second | per_second | more | phases fault | /completions/rate_per_second | completions_per_second | tokenstorm_tokens_total{state=~"completed|failed|cancelled"}
      completions.completed | completions completed | count | more | phases | /completions/completed | | tokenstorm_tokens_total{state="completed"}
      completions.completed-rate | completed per second | per_second | more | phases | /completions/completed_rate_per_second | completed_per_second | tokenstorm_tokens_total{state="completed"}
      completions.failed | completions failed | count | none | phases | /completions/failed | | tokenstorm_tokens_total{state="failed"}
      completions.failed-rate | failed per second | per_second | none | phases | /completions/failed_rate_per_second | failed_per_second | tokenstorm_tokens_total{state="failed"}
      completions.cancelled | completions cancelled | count | none | phases | /completions/cancelled | | tokenstorm_tokens_total{state="cancelled"}
      completions.cancelled-rate | cancelled per second | per_second | none | phases | /completions/cancelled_rate_per_second | cancelled_per_second | tokenstorm_tokens_total{state="cancelled"}
      tokens.issued | tokens issued | count | none | both | /tokens/issued | | tokenstorm_tokens_issued_total
      tokens.completed | tokens completed | count | more | both | /tokens/completed | | tokenstorm_tokens_total{state="completed"}
      tokens.failed | tokens failed | count | none | both | /tokens/failed | | tokenstorm_tokens_total{state="failed"}
      tokens.cancelled | tokens cancelled | count | none | both | /tokens/cancelled | | tokenstorm_tokens_total{state="cancelled"}
      tokens.timed-out | tokens timed out | count | none | both fault | /tokens/timed_out | | tokenstorm_tokens_total{state="timed_out"}
      tokens.superseded | tokens superseded | count | none | both fault | /tokens/superseded | | tokenstorm_tokens_total{state="superseded"}
      tokens.orphaned | tokens orphaned | count | none | both | /tokens/orphaned | | tokenstorm_tokens_total{state="orphaned"}
      tokens.pending | tokens pending | count | less | both | /tokens/pending | | tokenstorm_tokens_total{state="pending"}
      tokens.unknown | tokens unknown | count | less | both | /tokens/unknown | | tokenstorm_tokens_total{state="unknown"}
      tokens.lost | tokens lost | count | less | both | /tokens/lost | | tokenstorm_tokens_total{state=~"pending|unknown"}
      tokens.unissued | tokens unissued | count | less | both fault | /tokens/unissued | | tokenstorm_tokens_unissued_total
      tokens.foreign | tokens foreign | count | less | both | /tokens/foreign | | tokenstorm_tokens_foreign_total
      tokens.pending-max | tokens pending, at most | count | none | phases | /tokens/pending_max | pending_tokens | tokenstorm_tokens_pending
      tokens.queue-depth-max | queue, at most | count | less | phases | /tokens/queue_depth_max | queue_depth | tokenstorm_queue_depth
      tokens.queue-depth-mean | queue, on average | count | less | phases | /tokens/queue_depth_mean | | tokenstorm_queue_depth
      completers.concurrency | completers | count | none | phases | /completers/concurrency | | tokenstorm_completers
      completers.busy-mean | completers busy, on average | count | none | phases | /completers/busy_mean | | tokenstorm_completers_busy
      completers.busy-max | completers busy, at most | count | none | phases | /completers/busy_max | completers_busy | tokenstorm_completers_busy
      worker.workflow-slots-mean | workflow slots in use, on average | count | none | phases | /worker/workflow_slots_mean | |
      worker.workflow-polls | workflow polls | count | none | phases | /worker/workflow_polls | |
      worker.workflow-poll-mean | workflow poll, on average | seconds | none | phases | /worker/workflow_poll_mean_seconds | |
      worker.workflow-poll-min | workflow poll, at least | seconds | none | phases | /worker/workflow_poll_min_seconds | |
      worker.activity-slots-mean | activity slots in use, on average | count | none | phases | /worker/activity_slots_mean | |
      worker.activity-polls | activity polls | count | none | phases | /worker/activity_polls | |
      worker.activity-poll-mean | activity poll, on average | seconds | none | phases | /worker/activity_poll_mean_seconds | |
      worker.activity-poll-min | activity poll, at least | seconds | none | phases | /worker/activity_poll_min_seconds | |
      calls.count | calls | count | none | phases fault | /calls/count | | tokenstorm_rpc_total
      calls.per-execution | calls per execution | count | less | phases | /calls/per_execution | | tokenstorm_rpc_total
      errors.count | RPC errors | count | less | phases fault | /calls/errors | errors | tokenstorm_rpc_total
      errors.ratio | RPC errors of all calls | ratio | less | phases fault | /calls/error_ratio | | tokenstorm_rpc_total
      """;

  /** What the harness uses, and what the audit found. What is used in all grows with throughput. */
  private static final String HARNESS =
      """
      generator.time | time of the generator | seconds | none | phases | /generator/seconds | |
      generator.cpu | CPU time | seconds | none | phases | /generator/cpu_seconds | cpu_seconds | tokenstorm_cpu_seconds_total
      generator.host-cpu | cores of the host busy, whoever with | ratio | none | phases | /generator/host_cpu_ratio | |
      generator.cpu-per-completion | CPU per completion | seconds | less | phases | /generator/cpu_seconds_per_completion | | tokenstorm_cpu_seconds_total
      generator.cpu-per-greeting | CPU per greeting | seconds | less | phases | /generator/cpu_seconds_per_greeting | | tokenstorm_cpu_seconds_total
      generator.allocated | heap allocated | bytes | none | phases | /generator/allocated_bytes | allocated_bytes | tokenstorm_allocated_bytes_total
      generator.allocated-per-execution | heap allocated per execution | bytes | less | phases | /generator/allocated_bytes_per_execution | | tokenstorm_allocated_bytes_total
      generator.allocation-rate | heap allocated per second | bytes_per_second | none | phases | /generator/allocated_bytes_per_second | | tokenstorm_allocated_bytes_total
      generator.gc-pause | GC pauses | seconds | less | phases | /generator/gc_pause_seconds | gc_pause_seconds | tokenstorm_gc_pause_seconds_total
      generator.gc-pause-max | GC pauses, most in one second | seconds | less | phases | /generator/gc_pause_max_interval_seconds | gc_pause_seconds | tokenstorm_gc_pause_seconds_total
      generator.safepoint | safepoints | seconds | less | phases | /generator/safepoint_seconds | safepoint_seconds | tokenstorm_safepoint_seconds_total
      generator.safepoint-max | safepoints, most in one second | seconds | less | phases | /generator/safepoint_max_interval_seconds | safepoint_seconds | tokenstorm_safepoint_seconds_total
      """;

  /**
   * What a fault cost. How a doubtful token is settled depends on what its completion did before,
   * so neither more nor less of that is better, unless the token is lost.
   */
  private static final String FAULT =
      """
      recovery | time to recover | seconds | less | fault | /recovery_seconds | | tokenstorm_fault_recovery_seconds
      workflows.missing | workflows missing | count | less | fault | /workflows/missing | |
      completions.missing | completions missing | count | less | fault | /completions/missing | |
      completions.gap-max | longest time without a completion | seconds | less | fault | /completions/gap_max_seconds | |
      tokens.doubtful | doubtful tokens | count | less | fault | /tokens/doubtful | |
      tokens.doubtful-completed | doubtful tokens completed | count | none | fault | /tokens/doubtful_completed | |
      tokens.doubtful-failed | doubtful tokens failed | count | none | fault | /tokens/doubtful_failed | |
      tokens.doubtful-cancelled | doubtful tokens cancelled | count | none | fault | /tokens/doubtful_cancelled | |
      tokens.doubtful-timed-out | doubtful tokens timed out | count | none | fault | /tokens/doubtful_timed_out | |
      tokens.doubtful-superseded | doubtful tokens superseded | count | none | fault | /tokens/doubtful_superseded | |
      tokens.doubtful-orphaned | doubtful tokens orphaned | count | none | fault | /tokens/doubtful_orphaned | |
      tokens.doubtful-pending | doubtful tokens pending | count | less | fault | /tokens/doubtful_pending | |
      tokens.doubtful-unknown | doubtful tokens unknown | count | less | fault | /tokens/doubtful_unknown | |
      """;

  private static final String AUDIT =
      """
      audit.workflows | histories compared | count | none | ledger | /audit/workflows | | tokenstorm_audited_workflows_total
      audit.unread | histories not read | count | less | ledger | /audit/unread | | tokenstorm_unaudited_workflows_total
      audit.discrepancies | disagreements | count | less | ledger | /audit/discrepancies | | tokenstorm_audit_discrepancies_total
      findings | findings | count | less | ledger | /findings_total | |
      """;

  /** A bar between two blanks, or at a row's end: regular expressions have bars of their own. */
  private static final Pattern CELL_END = Pattern.compile("(?<= )\\|(?= |$)");

  private final Map<String, Figure> table = new LinkedHashMap<>();

  private FigureRows() {}

  /** The figures by name. */
  static Map<String, Figure> all() {
    FigureRows rows = new FigureRows();
    rows.add(LOAD);
    rows.timed("workflow", Latency.WORKFLOW, Latency.WORKFLOW_CORRECTED);
    for (Latency latency : Latency.values()) {
      rows.timed(name(latency), latency, latency);
    }
    rows.add(HARNESS);
    rows.hiccups();
    rows.add(AUDIT);
    rows.add(FAULT);
    return rows.table;
  }

  private void add(String rows) {
    rows.lines()
        .map(row -> CELL_END.splitAsStream(row).map(String::strip).toList())
        .forEach(this::add);
  }

  private void add(List<String> cells) {
    Unit unit = Keyed.find(Unit.class, cells.get(2)).orElseThrow();
    put(
        new Figure(
            cells.get(0),
            cells.get(1),
            unit,
            Keyed.find(Direction.class, cells.get(3)).orElseThrow(),
            parts(cells.get(4), unit),
            new Figure.Value(cells.get(5)),
            cell(cells, 6),
            cell(cells, 7)));
  }

  private static Optional<String> cell(List<String> cells, int index) {
    return cells.stream().skip(index).findFirst().filter(text -> !text.isEmpty());
  }

  private static List<RunPart> parts(String words, Unit unit) {
    List<RunPart> parts = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      switch (word) {
        case "ledger" -> parts.add(RunPart.LEDGER);
        case "both" -> {
          parts.addAll(RunPart.PHASES);
          parts.add(RunPart.LEDGER);
        }
        case "fault" -> parts.add(RunPart.fault(1));
        default -> parts.addAll(unit == Unit.PER_SECOND ? measuredFirst() : RunPart.PHASES);
      }
    }
    return parts;
  }

  /** The drain waits for the slowest, so a rate with it is none that was held. */
  private static List<RunPart> measuredFirst() {
    return Stream.concat(Stream.of(RunPart.MEASURE), RunPart.PHASES.stream()).distinct().toList();
  }

  private void timed(String name, Latency closedLoop, Latency openLoop) {
    boolean one = closedLoop == openLoop;
    for (Statistic statistic : Statistic.values()) {
      put(
          new Figure(
              name + "." + statistic.key(),
              (one ? openLoop.label("workflow", true) : "workflow") + ", " + statistic.key(),
              unit(statistic),
              direction(statistic),
              RunPart.PHASES,
              new Figure.Timing(closedLoop, openLoop, statistic),
              one ? column(openLoop.key(), statistic) : Optional.empty(),
              one
                  ? Optional.of(
                      "tokenstorm_latency_seconds{stage=\"%s\"}".formatted(openLoop.key()))
                  : Optional.empty()));
    }
  }

  /** Each interval has these statistics of each latency. */
  private static Optional<String> column(String latency, Statistic statistic) {
    return switch (statistic) {
      case COUNT -> Optional.of(latency + "_count");
      case P50, P99, MAX -> Optional.of(latency + "_" + statistic.key() + "_seconds");
      default -> Optional.empty();
    };
  }

  private void hiccups() {
    for (Statistic statistic : Statistic.values()) {
      put(
          new Figure(
              "hiccup." + statistic.key(),
              "hiccups, " + statistic.key(),
              unit(statistic),
              direction(statistic),
              RunPart.PHASES,
              new Figure.Value("/generator/hiccup_seconds/" + statistic.key()),
              statistic == Statistic.MAX ? column("hiccup", statistic) : Optional.empty(),
              Optional.of("tokenstorm_hiccup_seconds")));
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
      case RESULT_SEEN -> "result-seen";
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
    return statistic == Statistic.COUNT ? Direction.NONE : Direction.LESS_IS_BETTER;
  }

  private void put(Figure figure) {
    table.put(figure.name(), figure);
  }
}
