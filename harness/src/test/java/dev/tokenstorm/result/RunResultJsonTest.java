package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunResultJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void aClosedLoopsResultIsAsTheSchemaSays() throws IOException {
    JsonNode document = document(SampleRun.result(false));
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/latency_basis/workflow").asText())
        .isEqualTo("actual start (closed loop)");
    assertThat(document.at("/figures/run/latency_seconds").has("workflow_corrected")).isFalse();
  }

  @Test
  void anOpenLoopsResultIsAsTheSchemaSaysAndHasBothLatencies() throws IOException {
    JsonNode document = document(SampleRun.result(true));
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/figures/run/latency_seconds/workflow/p99").isNumber()).isTrue();
    assertThat(document.at("/figures/drain/latency_seconds/workflow_corrected/p99.99").isNumber())
        .isTrue();
  }

  @Test
  void aRunOfStandaloneActivitiesHasTheSameDocumentAndSaysWhatItStarted() throws IOException {
    RunResult result =
        SampleRun.result(
            SampleRun.facts(true, "workload", "standalone"),
            Ending.finished(),
            SampleRun.balancedLedger());
    JsonNode document = document(result);
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/plan/workload").asText()).isEqualTo("standalone");
    assertThat(document.at("/plan").has("branches")).isFalse();
    JsonNode run = document.at("/figures/run");
    double closed = run.at("/workflows/closed").asDouble();
    assertThat(run.at("/calls/per_execution").asDouble())
        .isEqualTo(run.at("/calls/count").asDouble() / closed);
    assertThat(run.at("/generator/allocated_bytes_per_execution").asDouble())
        .isEqualTo(run.at("/generator/allocated_bytes").asDouble() / closed);
    assertThat(document(SampleRun.result(true)).at("/plan/workload").asText())
        .isEqualTo("greeting");
  }

  @Test
  void faultsAreAsTheSchemaSaysAndARunWithoutThemHasNone() throws IOException {
    RunFacts facts = SampleRun.facts(true, "fault", "2s: cut 500ms", "fault", "1h: reset 10%");
    RunResult result =
        SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger())
            .with(
                List.of(
                    new FaultWindow(
                        1, "2s: cut 500ms", 2_000_000_000L, 2_500_000_000L, true, "3 reset"),
                    new FaultWindow(
                        2,
                        "1h: reset 10%",
                        5,
                        5,
                        false,
                        "no connection was open",
                        Optional.of("it hangs"))));
    JsonNode document = document(result);
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/plan/fault")).hasSize(2);
    assertThat(document.at("/faults")).hasSize(2);
    JsonNode cut = document.at("/faults/0");
    assertThat(cut.at("/number").asInt()).isEqualTo(1);
    assertThat(cut.at("/fault").asText()).isEqualTo("2s: cut 500ms");
    assertThat(cut.at("/kind").asText()).isEqualTo("cut");
    assertThat(cut.at("/begin_seconds").asDouble()).isEqualTo(2);
    assertThat(cut.at("/end_seconds").asDouble()).isEqualTo(2.5);
    assertThat(cut.at("/happened").asBoolean()).isTrue();
    assertThat(cut.at("/witness").asText()).isEqualTo("3 reset");
    assertThat(cut.has("not_undone")).isFalse();
    assertThat(document.at("/faults/1/happened").asBoolean()).isFalse();
    assertThat(document.at("/faults/1/not_undone").asText()).isEqualTo("it hangs");
    assertThat(document(SampleRun.result(true)).has("faults")).isFalse();
  }

  @Test
  void aReleaseAndTooFewTokensForOneAreAsTheSchemaSays() throws IOException {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(false));
    SampleRun.releasing().forEach(recorder);
    JsonNode document =
        document(
            recorder.finish(
                new Ending(Ending.How.NOT_PARKED, "Too few tokens came.").unseen(3),
                SampleRun.balancedLedger(),
                SampleRun.rpc(4),
                CutPolls.NONE));
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/figures/release/completions/count").asLong()).isEqualTo(405);
    assertThat(document.at("/ending/how").asText()).isEqualTo("not-parked");
    assertThat(document.at("/ending/unseen_results").asLong()).isEqualTo(3);
  }

  @Test
  void aRunThatNeverCameToAnIntervalIsAsTheSchemaSays() throws IOException {
    RunResult nothing =
        new RunRecorder(SampleRun.facts(false))
            .finish(
                new Ending(Ending.How.TARGET_LOST, "The target went away."),
                new LedgerReport(Counts.NONE, List.of(), List.of(), 0),
                Map.of(),
                CutPolls.NONE);
    String text = RunResultJson.write(nothing, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS);
    assertThat(DocumentSchema.RUN.violations(MAPPER.readTree(text))).isEmpty();
    assertThat(text).doesNotContain("NaN", "Infinity", "null");
  }

  @Test
  void whatFaultsCostIsAsTheSchemaSays() throws IOException {
    JsonNode document = document(SampleFaults.result());
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    JsonNode cut = document.at("/faults/0");
    assertThat(cut.at("/seconds").asDouble()).isEqualTo(0.6);
    assertThat(cut.at("/recovery_seconds").asDouble()).isEqualTo(1.3);
    assertThat(cut.at("/calls/error_ratio").asDouble()).isEqualTo(143.0 / 160);
    assertThat(cut.at("/completions/rate_per_second").asDouble()).isEqualTo(40);
    assertThat(cut.at("/workflows/missing").asLong()).isEqualTo(54);
    assertThat(cut.at("/tokens/doubtful").asLong()).isEqualTo(12);
    assertThat(cut.at("/tokens/doubtful_superseded").asLong()).isEqualTo(4);
    assertThat(cut.at("/errors")).hasSize(2);
    assertThat(cut.at("/errors/0/cause").asText()).isEqualTo("RPS_LIMIT");
    JsonNode reset = document.at("/faults/1");
    assertThat(reset.at("/recovery_unknown").asText())
        .isEqualTo("The load ended before the fault did.");
    assertThat(reset.at("/workflows").has("missing")).isFalse();
    assertThat(reset.at("/calls").has("error_ratio")).isFalse();
    assertThat(document.at("/faults/2").has("seconds")).isFalse();
  }

  @Test
  void figuresAreNumbersOfTheRun() throws IOException {
    JsonNode document = document(SampleRun.result(false));
    assertThat(document.at("/figures/run/workflows/rate_per_second").asDouble()).isEqualTo(100);
    assertThat(document.at("/figures/drain/completions/count").asLong()).isEqualTo(405);
    assertThat(document.at("/figures/run/completions/failed").asLong()).isEqualTo(36);
    assertThat(document.at("/figures/run/tokens/lost").asLong()).isZero();
    assertThat(document.at("/plan/in-flight").asInt()).isEqualTo(200);
  }

  @Test
  void hostileTextIsHarmless() throws IOException {
    String hostile = "\"</script>\u0000\u202e\ud800";
    LedgerReport ledger =
        new LedgerReport(
            Counts.NONE,
            List.of(hostile),
            List.of(new LedgerReport.Finding(hostile, hostile, hostile)),
            1);
    RunResult result = SampleRun.result(false, new Ending(Ending.How.FAILED, hostile), ledger);
    byte[] bytes =
        RunResultJson.write(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(MAPPER.readTree(bytes).at("/ledger/imbalances/0").asText())
        .startsWith("\"</script>\u0000\u202e");
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnowAndWhatIsMissing() throws IOException {
    ObjectNode unknown = (ObjectNode) document(SampleRun.result(false));
    ((ObjectNode) unknown.at("/figures/run/workflows")).put("rate", 1);
    assertThat(DocumentSchema.RUN.violations(unknown)).hasSize(1);

    ObjectNode missing = (ObjectNode) document(SampleRun.result(false));
    ((ObjectNode) missing.at("/ledger")).remove("balanced");
    assertThat(DocumentSchema.RUN.violations(missing)).hasSize(1);

    ObjectNode otherVersion = (ObjectNode) document(SampleRun.result(false));
    otherVersion.put("schema", "tokenstorm.run/v2");
    assertThat(DocumentSchema.RUN.violations(otherVersion)).hasSize(1);
  }

  @Test
  void theSchemaRefusesACorrectedLatencyOfAClosedLoop() throws IOException {
    ObjectNode document = (ObjectNode) document(SampleRun.result(true));
    document.put("load_model", "closed");
    assertThat(DocumentSchema.RUN.violations(document)).isNotEmpty();
  }

  private static JsonNode document(RunResult result) throws IOException {
    return MAPPER.readTree(RunResultJson.write(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS));
  }
}
