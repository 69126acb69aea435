package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunResultJsonTest {
  private static final Path SCHEMA = Path.of("../docs/schema/tokenstorm.run-v1.schema.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void aClosedLoopsResultIsAsTheSchemaSays() throws IOException {
    JsonNode document = document(SampleRun.result(false));
    assertThat(validate(document)).isEmpty();
    assertThat(document.at("/latency_basis/workflow").asText())
        .isEqualTo("actual start (closed loop)");
    assertThat(document.at("/figures/run/latency_seconds").has("workflow_corrected")).isFalse();
  }

  @Test
  void anOpenLoopsResultIsAsTheSchemaSaysAndHasBothLatencies() throws IOException {
    JsonNode document = document(SampleRun.result(true));
    assertThat(validate(document)).isEmpty();
    assertThat(document.at("/figures/run/latency_seconds/workflow/p99").isNumber()).isTrue();
    assertThat(document.at("/figures/drain/latency_seconds/workflow_corrected/p99.99").isNumber())
        .isTrue();
  }

  @Test
  void aReleaseAndTooFewTokensForOneAreAsTheSchemaSays() throws IOException {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(false));
    SampleRun.releasing().forEach(recorder);
    JsonNode document =
        document(
            recorder.finish(
                new Ending(Ending.How.NOT_PARKED, "Too few tokens came."),
                SampleRun.balancedLedger(),
                SampleRun.rpc(4),
                CutPolls.NONE));
    assertThat(validate(document)).isEmpty();
    assertThat(document.at("/figures/release/completions/count").asLong()).isEqualTo(405);
    assertThat(document.at("/ending/how").asText()).isEqualTo("not-parked");
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
    assertThat(validate(MAPPER.readTree(text))).isEmpty();
    assertThat(text).doesNotContain("NaN", "Infinity", "null");
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
    assertThat(validate(unknown)).hasSize(1);

    ObjectNode missing = (ObjectNode) document(SampleRun.result(false));
    ((ObjectNode) missing.at("/ledger")).remove("balanced");
    assertThat(validate(missing)).hasSize(1);

    ObjectNode otherVersion = (ObjectNode) document(SampleRun.result(false));
    otherVersion.put("schema", "tokenstorm.run/v2");
    assertThat(validate(otherVersion)).hasSize(1);
  }

  @Test
  void theSchemaRefusesACorrectedLatencyOfAClosedLoop() throws IOException {
    ObjectNode document = (ObjectNode) document(SampleRun.result(true));
    document.put("load_model", "closed");
    assertThat(validate(document)).isNotEmpty();
  }

  private static JsonNode document(RunResult result) throws IOException {
    return MAPPER.readTree(RunResultJson.write(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS));
  }

  private static Set<ValidationMessage> validate(JsonNode document) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(MAPPER.readTree(Files.readString(SCHEMA)));
    return schema.validate(document);
  }
}
