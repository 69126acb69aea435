package dev.tokenstorm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people call figures who know k6, wrk, JMeter, Gatling or vegeta. */
final class FigureGuessTest {
  @ParameterizedTest
  @CsvSource({
    "workflow.avg, workflow.mean",
    "workflow.average, workflow.mean",
    "workflow.Average, workflow.mean",
    "workflow.med, workflow.p50",
    "workflow.median, workflow.p50",
    "workflow.p100, workflow.max",
    "workflow.p0, workflow.min",
    "workflow.maximum, workflow.max",
    "workflow.slowest, workflow.max",
    "workflow.samples, workflow.count",
    "workflow.99th, workflow.p99",
    "workflow.99%, workflow.p99",
    "workflow.p(99), workflow.p99",
    "workflow.p(99.9), workflow.p99.9",
    "workflow.p99.90, workflow.p99.9",
    "workflow.p999, workflow.p99.9",
    "workflow.p9999, workflow.p99.99",
    "workflow.p99_9, workflow.p99.9",
    "workflow.q0.99, workflow.p99",
    "workflow.0.5, workflow.p50",
    "workflow.percentile95, workflow.p95",
    "'workflow.90% line', workflow.p90",
    "workflow.p98, workflow.p99",
    "workflow.p97, workflow.p99",
    "workflow.p25, workflow.p50",
    "workflow_p99, workflow.p99",
    "p99_workflow, workflow.p99",
    "p99, workflow.p99",
    "p(95), workflow.p95",
    "avg, workflow.mean",
    "median, workflow.p50",
    "latency, workflow.p99",
    "latency.p99, workflow.p99",
    "latency.avg, workflow.mean",
    "response-time.max, workflow.max",
    "http_req_duration.p(95), completion.p95",
    "http_req_failed, errors.ratio",
    "http_req_failed.rate, errors.ratio",
    "error.rate, errors.ratio",
    "errors.rate, errors.ratio",
    "error_rate, errors.ratio",
    "'Error %', errors.ratio",
    "iterations, workflows.closed",
    "dropped_iterations, workflows.dropped",
    "vus, workflows.in-flight-max",
    "throughput, workflows.rate",
    "rps, workflows.rate",
    "Requests/sec, workflows.rate",
    "workflows.throughput, workflows.rate",
    "workflow.rate, workflows.rate",
    "completion.tps, completions.rate",
    "completions/s, completions.rate",
    "completions.p99, completion.p99",
    "completion_call.p99, completion.p99",
    "workflows.p99, workflow.p99",
    "completoin.p99, completion.p99",
    "workflow-start.avg, workflow-start.mean",
    "worker.workflow-poll-avg, worker.workflow-poll-mean",
    "completers.busy-avg, completers.busy-mean",
    "workflow.failed, workflows.failed",
    "tokens.lsot, tokens.lost",
  })
  void theFigureThatWasMeantIsSuggested(String name, String meant) {
    assertThat(FigureTable.nearest(name)).isEqualTo(meant);
    assertThat(FigureTable.named(meant)).isPresent();
    assertThatThrownBy(() -> new ObjectiveNotation().parse(name + " < 1"))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith("must say " + meant + " where it says ");
  }

  @Test
  void aLongNameIsNoWork() {
    assertThat(FigureTable.nearest("a.".repeat(95))).isNotEmpty();
    assertThat(FigureTable.nearest("")).isNotEmpty();
    assertThat(FigureTable.nearest("(((9)))")).isNotEmpty();
  }
}
