package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.Statistic;
import dev.tokenstorm.measurement.TaskKind;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Writes the figures of a phase as a JSON tree. Every phase has the same tree, so that a path names
 * a figure. Unknown figures are left out; there is no null, NaN or infinity.
 */
final class FiguresJson {
  private FiguresJson() {}

  /** Returns the figures of the whole run and of its phases, in their order. */
  static ObjectNode write(Figures run, Map<Phase, Figures> phases) {
    ObjectNode tree = object();
    tree.set("run", write(run));
    for (Phase phase : Phase.values()) {
      Figures ofPhase = phases.get(phase);
      if (ofPhase != null) {
        tree.set(phase.key(), write(ofPhase));
      }
    }
    return tree;
  }

  static ObjectNode write(Figures figures) {
    ObjectNode tree = object();
    tree.put("seconds", figures.seconds());
    tree.set("workflows", workflowRates(figures));
    tree.set("completions", completions(figures));
    tree.set("tokens", tokenLevels(figures));
    tree.set("completers", completers(figures.levels()));
    tree.set("worker", worker(figures));
    ObjectNode calls = tree.putObject("calls");
    calls.put("count", figures.calls());
    calls.put("errors", figures.errors());
    put(calls, "error_ratio", Ratio.of(figures.errors(), figures.calls()));
    put(calls, "per_execution", figures.callsPerExecution());
    ObjectNode latencies = tree.putObject("latency_seconds");
    for (Latency latency : Latency.values()) {
      LatencySummary summary = figures.latencies().get(latency);
      if (summary != null) {
        latencies.set(latency.key(), latency(summary));
      }
    }
    tree.set("generator", generator(figures));
    return tree;
  }

  /** Returns the counts of workflows by their end. */
  static ObjectNode workflows(LedgerCounts counts) {
    ObjectNode tree = object();
    tree.put("intended", counts.intended());
    tree.put("dropped", counts.dropped());
    tree.put("rejected", counts.rejected());
    tree.put("started", counts.started());
    tree.put("not_reached", counts.notReached());
    for (ExecutionState state : ExecutionState.values()) {
      if (state.isFinal()) {
        tree.put(state.key(), counts.workflows(state));
      }
    }
    tree.put("wrong_ends", counts.wrongEnds());
    tree.put("failed_by_unissued", counts.failedByUnissued());
    return tree;
  }

  /** Returns the counts of tokens by their fate. */
  static ObjectNode tokens(LedgerCounts counts) {
    ObjectNode tree = object();
    tree.put("issued", counts.issued());
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        tree.put(state.key(), counts.tokens(state));
      }
    }
    tree.put("lost", Counts.lost(counts));
    tree.put("unissued", counts.unissued());
    tree.put("foreign", counts.foreign());
    return tree;
  }

  private static ObjectNode workflowRates(Figures figures) {
    ObjectNode tree = workflows(figures.counts());
    tree.put("closed", figures.workflowsClosed());
    put(tree, "rate_per_second", figures.workflowsPerSecond());
    tree.put("in_flight_max", figures.levels().inFlightMax());
    figures.levels().mean().ifPresent(mean -> tree.put("in_flight_mean", mean.inFlight()));
    return tree;
  }

  private static ObjectNode completions(Figures figures) {
    ObjectNode tree = object();
    tree.put("count", figures.completions());
    put(tree, "rate_per_second", figures.completionsPerSecond());
    for (TokenState state :
        new TokenState[] {TokenState.COMPLETED, TokenState.FAILED, TokenState.CANCELLED}) {
      long count = figures.counts().tokens(state);
      tree.put(state.key(), count);
      put(tree, state.key() + "_rate_per_second", Ratio.of(count, figures.seconds()));
    }
    return tree;
  }

  private static ObjectNode tokenLevels(Figures figures) {
    ObjectNode tree = tokens(figures.counts());
    tree.put("pending_max", figures.levels().pendingTokensMax());
    tree.put("queue_depth_max", figures.levels().queueDepthMax());
    figures.levels().mean().ifPresent(mean -> tree.put("queue_depth_mean", mean.queueDepth()));
    return tree;
  }

  private static ObjectNode completers(Figures.Levels levels) {
    ObjectNode tree = object();
    tree.put("concurrency", levels.completers());
    put(tree, "busy_mean", levels.completersBusyMean());
    tree.put("busy_max", levels.completersBusyMax());
    return tree;
  }

  private static ObjectNode worker(Figures figures) {
    ObjectNode tree = object();
    for (TaskKind kind : TaskKind.values()) {
      Figures.Polls polls = figures.polls(kind);
      figures
          .levels()
          .mean()
          .ifPresent(mean -> tree.put(kind.key() + "_slots_mean", mean.slots(kind)));
      tree.put(kind.key() + "_polls", polls.count());
      put(tree, kind.key() + "_poll_mean_seconds", polls.meanSeconds());
      put(tree, kind.key() + "_poll_min_seconds", polls.minSeconds());
    }
    return tree;
  }

  private static ObjectNode generator(Figures figures) {
    Figures.Generator generator = figures.generator();
    ObjectNode tree = object();
    tree.put("seconds", generator.seconds());
    tree.put("cpu_seconds", generator.cpuSeconds());
    put(tree, "host_cpu_ratio", generator.hostCpuRatio());
    put(tree, "cpu_seconds_per_completion", generator.cpuSecondsPerCompletion());
    put(tree, "cpu_seconds_per_greeting", generator.cpuSecondsPerGreeting());
    generator.allocatedBytes().ifPresent(bytes -> tree.put("allocated_bytes", bytes));
    put(tree, "allocated_bytes_per_execution", figures.allocatedBytesPerExecution());
    put(tree, "allocated_bytes_per_second", generator.allocatedBytesPerSecond());
    put(tree, "gc_pause_seconds", generator.gcPauseSeconds());
    put(tree, "gc_pause_max_interval_seconds", generator.gcPauseMaxIntervalSeconds());
    put(tree, "safepoint_seconds", generator.safepointSeconds());
    put(tree, "safepoint_max_interval_seconds", generator.safepointMaxIntervalSeconds());
    tree.set("hiccup_seconds", latency(generator.hiccups()));
    return tree;
  }

  private static ObjectNode latency(LatencySummary summary) {
    ObjectNode tree = object();
    for (Statistic statistic : Statistic.values()) {
      if (statistic == Statistic.COUNT) {
        tree.put(statistic.key(), summary.count());
      } else {
        put(tree, statistic.key(), summary.get(statistic));
      }
    }
    return tree;
  }

  private static void put(ObjectNode tree, String name, OptionalDouble value) {
    if (value.isPresent()) {
      tree.put(name, value.getAsDouble());
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
