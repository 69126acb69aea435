package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.RunPart;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.SampleFaults;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.settings.TestPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectivesTest {
  private static final Path SCHEMA = Path.of("../docs/schema/tokenstorm.run-v1.schema.json");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFigureOfTheDocumentHasANameByWhichItIsJudged(boolean open) {
    RunResult result = SampleRun.result(open);
    JsonNode document = RunResultJson.tree(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS);
    Map<String, Double> leaves = new TreeMap<>();
    collect(document.at("/figures"), "/figures", leaves);
    collect(document.at("/ledger"), "/ledger", leaves);
    assertThat(leaves.size()).isGreaterThan(300);

    Map<String, String> names = new TreeMap<>();
    for (Figure figure : FigureTable.all()) {
      for (RunPart part : figure.parts()) {
        names.put(part.pointer() + pointer(figure, open), part.key() + ":" + figure.name());
      }
    }
    assertThat(names.keySet()).containsAll(leaves.keySet());
    leaves.forEach(
        (pointer, value) -> {
          String name = named(names.getOrDefault(pointer, ""));
          Figure figure = FigureTable.named(name.substring(name.indexOf(':') + 1)).orElseThrow();
          ObjectiveResult judged = judge(name + " >= " + bound(figure), result);
          assertThat(judged.measured()).as(name).hasValue(value);
          assertThat(judged.outcome()).isEqualTo(ObjectiveResult.Outcome.MET);
        });
  }

  @Test
  void everyFigureOfAFaultHasANameByWhichItIsJudged() {
    RunResult result = SampleFaults.result();
    JsonNode document = RunResultJson.tree(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS);
    int judged = 0;
    for (int number = 1; number <= 3; number++) {
      RunPart part = RunPart.fault(number);
      for (Figure figure : FigureTable.all()) {
        if (figure.parts().contains(RunPart.fault(1))) {
          JsonNode value = document.at(part.pointer() + pointer(figure, true));
          ObjectiveResult found =
              judge(part.key() + ":" + figure.name() + " >= " + bound(figure), result);
          assertThat(found.measured().isPresent())
              .as(part.key() + ":" + figure.name())
              .isEqualTo(value.isNumber());
          if (value.isNumber()) {
            assertThat(found.measured()).hasValue(value.asDouble());
            judged++;
          }
        }
      }
    }
    // All of the first, all of the second but for four, and none of the third.
    assertThat(judged).isEqualTo(24 + 20);
  }

  @Test
  void everyNameIsThatOfAFigureOfTheSchema() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
    Set<String> pointers = new TreeSet<>();
    properties(schema, schema.at("/$defs/figures"), RunPart.RUN.pointer(), pointers);
    properties(schema, schema.at("/properties/ledger"), RunPart.LEDGER.pointer(), pointers);
    String fault = RunPart.fault(1).pointer();
    properties(schema, schema.at("/properties/faults/items"), fault, pointers);
    // They say which fault it is.
    List.of("number", "begin_seconds", "end_seconds")
        .forEach(name -> pointers.remove(fault + "/" + name));
    // What operators did is of the run's plan, and no figure of what came of it.
    pointers.removeIf(pointer -> pointer.startsWith(RunPart.LEDGER.pointer() + "/operators/"));
    Set<String> named = new TreeSet<>();
    for (Figure figure : FigureTable.all()) {
      for (RunPart part : List.of(RunPart.RUN, RunPart.LEDGER, RunPart.fault(1))) {
        if (figure.parts().contains(part)) {
          named.add(part.pointer() + pointer(figure, true));
          named.add(part.pointer() + pointer(figure, false));
        }
      }
    }
    assertThat(named).isEqualTo(pointers);
  }

  /** Each row: a requirement of the sample run, and what comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflows.rate == 100/s | met",
        "workflows.rate != 100/s | missed",
        "workflows.rate < 101/s | met",
        "workflows.rate < 100/s | missed",
        "workflows.rate <= 100/s | met",
        "workflows.rate <= 99/s | missed",
        "workflows.rate > 99/s | met",
        "workflows.rate > 100/s | missed",
        "workflows.rate >= 100/s | met",
        "workflows.rate >= 101/s | missed",
        "workflows.rate >= 6000/m | met",
        "executions.rate >= 6000/m | met",
        "executions.rate > 100/s | missed",
        "warmup:executions.started == 100 | met",
        "completion.p50 < 4ms | met",
        "completion.p50 < 3900us | missed",
        "errors.ratio < 2% | met",
        "errors.ratio < 0.01 | missed",
        "tokens.lost == 0 | met",
        "generator.allocation-rate <= 100MB/s | met",
        "generator.allocation-rate < 95MiB/s | missed",
        "generator.allocated == 400MB | met",
        "warmup:workflows.started == 100 | met",
        "measure:workflows.started == 300 | met",
        "drain:workflows.closed == 100 | met",
        "run:workflows.closed == 400 | met",
        "ledger:workflows.started == 400 | met",
        "workflows.started == 300 | met",
        "audit.workflows == 20 | met",
        "findings == 0 | met",
        "warmup:workflows.rate == 0/s | met",
        "run:time == 4s | met",
        "drain:time == 1s | met",
        "rpc.PollWorkflowTaskQueue.RESOURCE_EXHAUSTED == 16 | met",
        "rpc.StartWorkflowExecution.OK == 0 | met",
        "rpc.StartWorkflowExecution.UNAVAILABLE == 0 | missed",
        // Nothing is known of the collector in the warm-up's only second.
        "warmup:generator.gc-pause < 1h | no-samples",
      })
  void whatIsRequiredIsComparedWithTheFigure(String requirement, String outcome) {
    assertThat(judge(requirement, SampleRun.result(true)).outcome().key()).isEqualTo(outcome);
  }

  @Test
  void aWorkflowsLatencyIsTheCorrectedOneWhereThereIsOne() {
    RunResult open = SampleRun.result(true);
    double raw = judge("workflow-raw.p99 > 0", open).measured().orElseThrow();
    double corrected = judge("workflow-corrected.p99 > 0", open).measured().orElseThrow();
    assertThat(corrected).isGreaterThan(raw);
    assertThat(judge("workflow.p99 > 0", open).measured()).hasValue(corrected);

    RunResult closed = SampleRun.result(false);
    assertThat(judge("workflow.p99 > 0", closed).measured())
        .isEqualTo(judge("workflow-raw.p99 > 0", closed).measured());
  }

  @Test
  void callsOfAMethodAreCountedWhateverTheirCause() {
    RunResult sample = SampleRun.result(true);
    RunResult result =
        new RunRecorder(sample.facts())
            .finish(
                Ending.finished(),
                sample.ledger(),
                Map.of(
                    new RpcStatus("PollActivityTaskQueue", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "X"),
                    3L,
                    new RpcStatus("PollActivityTaskQueue", "RESOURCE_EXHAUSTED", "", ""),
                    4L,
                    new RpcStatus("PollActivityTaskQueue", "OK", "", ""),
                    5L),
                CutPolls.NONE);
    assertThat(judge("rpc.PollActivityTaskQueue.RESOURCE_EXHAUSTED == 7", result).met()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "completion.p99 < 1h",
        "completion.mean >= 0",
        "drain:workflow.max < 1h",
        "errors.ratio < 100%",
        "workflows.rate >= 0/s",
        "warmup:tokens.lost == 0",
        "generator.cpu-per-greeting < 1h"
      })
  void whatNobodyRecordedIsNotMet(String requirement) {
    RunResult nothing =
        new RunRecorder(SampleRun.facts(true))
            .finish(
                Ending.finished(),
                new LedgerReport(Counts.NONE, List.of(), List.of(), 0),
                Map.of(),
                CutPolls.NONE);
    ObjectiveResult judged = judge(requirement, nothing);
    assertThat(judged.outcome()).isEqualTo(ObjectiveResult.Outcome.NO_SAMPLES);
    assertThat(judged.met()).isFalse();
    assertThat(judged.shown()).isEqualTo("–");
  }

  private static ObjectiveResult judge(String requirement, RunResult result) {
    return Objectives.judge(List.of(TestPlans.objective(requirement)), result).get(0);
  }

  private static String pointer(Figure figure, boolean open) {
    return figure.place() instanceof Figure.Timing timing
        ? timing.pointer(open)
        : ((Figure.Value) figure.place()).pointer();
  }

  /** Figures of the ledger alone take no prefix. */
  private static String named(String name) {
    String figure = name.substring(name.indexOf(':') + 1);
    return FigureTable.named(figure).orElseThrow().parts().size() == 1 ? figure : name;
  }

  private static String bound(Figure figure) {
    return switch (figure.unit()) {
      case SECONDS, COUNT, RATIO -> "0";
      case PER_SECOND -> "0/s";
      case BYTES -> "0B";
      case BYTES_PER_SECOND -> "0B/s";
    };
  }

  private static void collect(JsonNode node, String pointer, Map<String, Double> leaves) {
    if (node.isNumber()) {
      leaves.put(pointer, node.asDouble());
    }
    node.properties()
        .forEach(field -> collect(field.getValue(), pointer + "/" + field.getKey(), leaves));
  }

  private static void properties(
      JsonNode schema, JsonNode node, String pointer, Set<String> pointers) {
    JsonNode type = node;
    while (type.has("$ref")) {
      type = schema.at(type.get("$ref").asText().substring(1));
    }
    if (type.path("type").asText().matches("number|integer")) {
      pointers.add(pointer);
    }
    for (Map.Entry<String, JsonNode> field : type.path("properties").properties()) {
      properties(schema, field.getValue(), pointer + "/" + field.getKey(), pointers);
    }
  }
}
