package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Expectation.Unissued;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on the null front end in which operators act on what is pending; they mostly wait. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class OperatorsNullRunIT {
  private static final int WORKFLOWS = 80;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ProgramRun run(String flags) {
    return ProgramRun.of(
        folder.resolve("out"), "--target null --quiet --require-trust off " + flags);
  }

  /** A token that a reset strikes at a later attempt is refused, and its attempt times out. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, sdk, token", "wire, grpc, token", "wire, sdk, id", "sdk, grpc, id"})
  void eachGreetingEndsAsItsDrawsSayWhateverOperatorsDo(
      String worker, String completer, String by) {
    ProgramRun run =
        run("--workflows 80 --in-flight 80 --seed 11 --max-attempts 3 --audit all"
                + " --start-to-close-timeout 8s --drain-timeout 90s"
                + " --outcomes complete=65,fail=30,cancel=5"
                + " --operate pause=30%:200ms,reset=30%,options=30%"
                + " --worker %s --completer %s --complete-by %s".formatted(worker, completer, by))
            .passed();

    for (OperatorCommand command : OperatorCommand.values()) {
      assertThat(answers(run, command, "taken")).as(command.key()).isPositive();
      assertThat(answers(run, command, "failed")).as(command.key()).isZero();
    }
    assertThat(endedPauses(run)).isEqualTo(answers(run, OperatorCommand.PAUSE, "taken"));
    Expectation expectation = Workloads.of(run.plan()).expectation();
    for (Status status : List.of(Status.COMPLETED, Status.FAILED, Status.CANCELLED)) {
      long drawn =
          LongStream.range(0, WORKFLOWS)
              .filter(n -> expectation.end(n, Unissued.NONE).status() == status)
              .count();
      assertThat(drawn).as("drawn as %s", status).isPositive();
      assertThat(run.workflows(status.name().toLowerCase(Locale.ROOT)))
          .as("closed as %s", status)
          .isEqualTo(drawn);
    }
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(WORKFLOWS);
    assertThat(run.tokens("unissued")).isZero();
    if (by.equals("token")) {
      assertThat(run.tokens("superseded")).isPositive();
    }
  }

  /** Nobody completes it, and its pause is longer than the run. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"greeting", "standalone"})
  void whatIsPausedWhenTheRunEndsIsTerminated(String workload) {
    ProgramRun run =
        run(
            "--workflows 20 --in-flight 20 --outcomes abandon=100 --start-to-close-timeout 60s"
                + " --max-attempts 1 --operate pause=100%:1h --drain-timeout 5s --workload "
                + workload);

    assertThat(run.workflows("terminated")).isEqualTo(20);
    assertThat(answers(run, OperatorCommand.PAUSE, "taken")).isPositive();
    assertThat(endedPauses(run)).isEqualTo(answers(run, OperatorCommand.PAUSE, "taken"));
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.count("/ledger/findings_total")).isZero();
  }

  /** The last ones are held by their commands while the others are parked. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"greeting", "standalone"})
  void whatIsParkedIsCommandedToo(String workload) {
    ProgramRun run =
        run("--park 60 --in-flight 60 --worker wire --completer grpc"
                + " --operate pause=40%:100ms,reset=20%,options=40% --workload "
                + workload)
            .passed();

    assertThat(run.count("/figures/measure/tokens/pending_max")).isGreaterThanOrEqualTo(60);
    assertThat(endedPauses(run)).isEqualTo(answers(run, OperatorCommand.PAUSE, "taken"));
    assertThat(run.tokens("completed")).isEqualTo(run.tokens("issued"));
  }

  private static long answers(ProgramRun run, OperatorCommand command, String answer) {
    return run.count("/ledger/operators/" + command.key() + "/" + answer);
  }

  private static long endedPauses(ProgramRun run) {
    return answers(run, OperatorCommand.UNPAUSE, "taken")
        + answers(run, OperatorCommand.UNPAUSE, "late")
        + run.count("/ledger/operators/outlived");
  }
}
