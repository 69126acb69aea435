package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.NotUndone;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.result.TakenUp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Verdicts on runs that were killed and taken up. */
final class TakenUpVerdictTest {
  private static final String HOW = "The run was killed, and taken up.";

  /** A run of 300 workflows of which so many were started, and as many have completed. */
  private static RunResult result(long started, long unknown, NotUndone... left) {
    return result(started, unknown, OptionalLong.of(started), left);
  }

  private static RunResult result(
      long started, long unknown, OptionalLong listed, NotUndone... left) {
    RunFacts facts = SampleRun.facts(false);
    RunRecorder recorder = new RunRecorder(facts);
    SampleRun.intervals().forEach(recorder);
    long completed = started - unknown;
    LedgerCounts both =
        new LedgerCounts(
            started,
            0,
            0,
            started,
            1_000 - started,
            Map.of(ExecutionState.COMPLETED, completed, ExecutionState.UNKNOWN, unknown),
            4 * completed,
            Map.of(TokenState.COMPLETED, 4 * completed),
            0,
            0,
            0,
            started,
            0,
            0,
            0);
    TakenUp how =
        new TakenUp(
            SampleRun.START.plusSeconds(5),
            SampleRun.START.plus(Duration.ofMinutes(5)),
            both,
            listed,
            12,
            started - 12,
            unknown,
            Map.of(TokenState.COMPLETED, 20L, TokenState.SUPERSEDED, 3L),
            List.of(left));
    return recorder.finish(
        new Ending(Ending.How.TAKEN_UP, HOW),
        new LedgerReport(both, List.of(), List.of(), 0),
        SampleRun.rpc(5),
        CutPolls.NONE,
        how);
  }

  @Test
  void aKillFailsNoRunWhoseLedgerBalances() {
    Verdict verdict = Verdict.of(result(600, 0));
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.notes())
        .contains(
            HOW,
            "400 of the 1,000 planned workflows were not started, as the run was killed.",
            "12 workflows were open and adopted, with 23 pending tokens: 20 completed by id, 3"
                + " retried first. 588 workflows had closed before, and the account of them is made"
                + " of the server's records.");
  }

  @Test
  void whatWasLostSightOfFailsIt() {
    Verdict verdict = Verdict.of(result(600, 2));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.reasons()).containsExactly("2 workflows were lost sight of.");
  }

  @Test
  void whatTheFirstLifeDidNotUndoFailsIt() {
    NotUndone left = new NotUndone("Fault 1 (\"5s\") may still go on", "kill -CONT 4711");
    RunResult result = result(600, 0, left);
    Verdict verdict = Verdict.of(result);

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.reasons())
        .containsExactly(
            "The run was killed before it could undo this: Fault 1 (\"5s\") may still go on.");
    assertThat(verdict.notes()).contains(left.sentence());
    JsonNode document = RunResultJson.tree(result, verdict.judgement(), SampleRun.BOTTLENECKS);
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/not_undone/0/command").asText()).isEqualTo("kill -CONT 4711");
  }

  @Test
  void faultsOfThePlanAreSaidNotToBePlayedAgain() {
    assertThat(Verdict.of(result(600, 0)).notes()).noneMatch(note -> note.contains("Faults"));
    RunResult result = result(600, 0);
    RunFacts facts = result.facts();
    RunFacts withFaults =
        new RunFacts(
            facts.plan(),
            Map.of("fault", List.of("5s: cut 1s")),
            facts.startedAt(),
            facts.target(),
            facts.host());
    RunRecorder recorder = new RunRecorder(withFaults);
    SampleRun.intervals().forEach(recorder);
    RunResult planned =
        recorder.finish(
            result.ending(),
            result.ledger(),
            result.rpc(),
            result.cutPolls(),
            result.takenUp().orElseThrow());
    assertThat(Verdict.of(planned).notes())
        .contains(
            "Faults of the plan were not played again, and what the earlier ones did is not"
                + " known.");
  }

  @Test
  void theDocumentHasBothLives() {
    RunResult result = result(600, 0);
    JsonNode document =
        RunResultJson.tree(result, Verdict.of(result).judgement(), SampleRun.BOTTLENECKS);
    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/ending/how").asText()).isEqualTo("taken-up");
    JsonNode takeUp = document.path("take_up");
    assertThat(takeUp.path("taken_up_at").asText())
        .isEqualTo(SampleRun.START.plus(Duration.ofMinutes(5)).toString());
    assertThat(takeUp.at("/executions/listed").asLong()).isEqualTo(600);
    assertThat(takeUp.at("/executions/adopted").asLong()).isEqualTo(12);
    assertThat(takeUp.at("/pending_activities/found").asLong()).isEqualTo(23);
    assertThat(takeUp.at("/pending_activities/superseded").asLong()).isEqualTo(3);
    assertThat(takeUp.at("/first_life/workflows/started").asLong()).isEqualTo(600);
  }

  @Test
  void theDocumentHasNoCountOfWhatWasNotListedAtTheEnd() {
    RunResult result = result(600, 0, OptionalLong.empty());
    JsonNode document =
        RunResultJson.tree(result, Verdict.of(result).judgement(), SampleRun.BOTTLENECKS);

    assertThat(DocumentSchema.RUN.violations(document)).isEmpty();
    assertThat(document.at("/take_up/executions").has("listed")).isFalse();
    assertThat(document.at("/take_up/executions/adopted").asLong()).isEqualTo(12);
  }
}
