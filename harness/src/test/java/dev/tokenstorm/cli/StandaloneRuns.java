package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Expectation.Unissued;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;

/** What must come of runs of standalone activities, on whatever server. */
public final class StandaloneRuns {
  private StandaloneRuns() {}

  /**
   * Each end that the draws can call for is drawn, and comes as often as it was. A start that the
   * server lost is another attempt that nobody answers for.
   */
  public static void assertEndsAsDrawn(ProgramRun run, long executions) {
    Expectation expectation = Workloads.of(run.plan()).expectation();
    long lost = run.tokens("unissued");
    for (Status status :
        List.of(Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.TIMED_OUT)) {
      long drawn =
          LongStream.range(0, executions)
              .filter(n -> expectation.end(n, Unissued.NONE).status() == status)
              .count();
      assertThat(drawn).as("drawn as %s", status).isPositive();
      assertThat(run.workflows(status.name().toLowerCase(Locale.ROOT)))
          .as("closed as %s", status)
          .isBetween(drawn - lost, drawn + lost);
    }
    assertThat(run.tokens("timed_out"))
        .isBetween(run.workflows("timed_out") - lost, run.workflows("timed_out"));
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(executions);
    assertThat(run.rpcs())
        .extracting(rpc -> rpc.at("/method").asText())
        .noneMatch(name -> name.contains("Workflow"));
  }

  /**
   * Attempt 1 times out at 2 to 3 s and attempt 2 begins a second later: what the holder of attempt
   * 1 does by id, at any time from then on, closes the execution. Some of them do it in the
   * back-off.
   *
   * @param run makes a run with these flags, of which each execution is audited
   */
  public static void assertCompletionByIdTakenInBackOff(
      Function<String, ProgramRun> run, String completer) {
    ProgramRun over =
        run.apply(
                "--executions 20 --in-flight 20 --complete-by id"
                    + " --completion-delay uniform:2100ms..3900ms --start-to-close-timeout 2s"
                    + " --max-attempts 5 --drain-timeout 60s --completer "
                    + completer)
            .passed();

    assertThat(over.workflows("completed")).isEqualTo(20);
    assertThat(over.tokens("completed")).isEqualTo(20);
    assertThat(over.rpc("RespondActivityTaskCompletedById", "OK")).isEqualTo(20);
    // The attempt in back-off never has a token, but the server counts it.
    assertThat(over.tokens("unissued")).isPositive();
  }

  /**
   * A failure is refused there, and the attempt that follows takes the token's place.
   *
   * @param run makes a run with these flags, of which each execution is audited
   */
  public static void assertFailureByIdRefusedInBackOff(
      Function<String, ProgramRun> run, String completer) {
    ProgramRun over =
        run.apply(
                "--executions 20 --in-flight 20 --complete-by id"
                    + " --completion-delay uniform:2100ms..3900ms --start-to-close-timeout 2s"
                    + " --max-attempts 2 --drain-timeout 60s --outcomes fail=100 --completer "
                    + completer)
            .passed();

    assertThat(over.rpc("RespondActivityTaskFailedById", "NOT_FOUND")).isPositive();
    assertThat(over.workflows("timed_out") + over.workflows("failed")).isEqualTo(20);
    assertThat(over.tokens("completed")).isZero();
  }
}
