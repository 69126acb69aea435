package dev.tokenstorm.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.DocumentSchema;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people and programs are told. */
final class GateTextTest {
  private static final GateRule RULE = GateRule.DEFAULT;
  private static final String COMMAND = "tokenstorm run --plan results/r7/plan.yaml";

  private static String sentence(FigureAnswer answer) {
    return GateText.sentence(answer, "r7", COMMAND);
  }

  private static MadeUpRuns still() {
    return new MadeUpRuns(1, 0).with(10, 471);
  }

  @Test
  void aRegressionIsOneSentenceWithBeforeAndNowAndTheWayToConfirmIt() {
    assertThat(sentence(still().then(400).judged("completions.rate", RULE)))
        .isEqualTo(
            "completions.rate got worse: 400/s in run r7, 471/s in 10 runs before (−15.1 %), and"
                + " this is the first such run; to confirm it: tokenstorm run --plan"
                + " results/r7/plan.yaml");
  }

  @Test
  void itTellsHowManyInARow() {
    MadeUpRuns runs = still().then(400);
    assertThat(sentence(runs.then(400).judged("completions.rate", RULE)))
        .contains("the second such run in a row");
    assertThat(sentence(runs.then(400).judged("completions.rate", RULE)))
        .contains("the third such run in a row");
    assertThat(sentence(runs.then(400).judged("completions.rate", RULE)))
        .contains("the last of 4 such runs in a row");
  }

  @Test
  void whatIsNoRegressionIsSaidWithItsFiguresToo() {
    assertThat(sentence(new MadeUpRuns(1, 0).with(10, 0.2).then(0.204).judged()))
        .isEqualTo(
            "workflow.p99 is no worse: 204 ms in run r7, 200 ms in 10 runs before (+2.0 %).");
    assertThat(sentence(still().then(400).judged("completions.rate", RULE, 10)))
        .startsWith("completions.rate is worse, as was accepted: 400/s in run r7, 471/s in 10");
  }

  @Test
  void itSaysHowManyRunsAreMissing() {
    assertThat(sentence(new MadeUpRuns(1, 0).with(5, 1).judged()))
        .isEqualTo(
            "workflow.p99 cannot be judged yet: 4 runs are comparable before run r7, and 1 more is"
                + " missing.");
    assertThat(sentence(new MadeUpRuns(1, 0).with(2, 1).judged()))
        .contains("1 run is comparable before run r7, and 4 more are missing.");
    assertThat(sentence(new MadeUpRuns(1, 0).with(9, 1).without().judged()))
        .isEqualTo("workflow.p99 cannot be judged: run r7 does not have it.");
  }

  @Test
  void theDocumentIsAsTheSchemaSays() throws IOException {
    for (MadeUpRuns runs :
        List.of(
            still().then(400),
            still().without(),
            new MadeUpRuns(1, 0).with(1, 1),
            new MadeUpRuns(2, 0.02).with(20, 100).with(7, 70))) {
      FigureAnswer figure = runs.judged("completions.rate", RULE);
      GateAnswer answer = new GateAnswer(List.of(figure));
      GateDocument document =
          new GateDocument(
              "nightly",
              IntStream.range(0, runs.size()).mapToObj(run -> "r" + run).toList(),
              GateOutcome.of(answer),
              RULE,
              answer,
              List.of(sentence(figure)));
      JsonNode tree = new ObjectMapper().readTree(document.json());
      assertThat(DocumentSchema.GATE.violations(tree)).isEmpty();
      assertThat(tree.path("run").asText()).isEqualTo("r" + (runs.size() - 1));
      assertThat(tree.at("/figures/0/finding").asText()).isEqualTo(figure.finding().key());
    }
  }

  @Test
  void whatCannotBeJudgedIsUndecided() {
    assertThat(outcome(still().then(400))).isEqualTo(GateOutcome.REGRESSION);
    assertThat(outcome(still().then(471))).isEqualTo(GateOutcome.PASSED);
    assertThat(outcome(still().without())).isEqualTo(GateOutcome.UNDECIDED);
    assertThat(outcome(new MadeUpRuns(1, 0).with(4, 1))).isEqualTo(GateOutcome.UNDECIDED);
  }

  private static GateOutcome outcome(MadeUpRuns runs) {
    return GateOutcome.of(new GateAnswer(List.of(runs.judged("completions.rate", RULE))));
  }
}
