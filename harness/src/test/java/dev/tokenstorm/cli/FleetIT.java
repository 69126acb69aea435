package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fleet of processes of this program on the null front end of the one that coordinates them. */
@Timeout(300)
final class FleetIT {
  private static final String LIGHT = "--quiet --target null --worker wire --completer grpc ";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ProgramRun run(String flags, String... objectives) {
    return ProgramRun.of(folder.resolve("out"), LIGHT + flags, objectives);
  }

  private JsonNode cell(int index) throws IOException {
    return ProgramRun.json(
        Files.readString(folder.resolve("out/cells/c" + index + "/result.json")));
  }

  @Test
  void fourCellsMakeOneRun() throws IOException {
    ProgramRun run =
        run(
            "--cells 4 --workflows 400 --in-flight 40 --audit all --require-trust off",
            "workflows.started == 400");

    run.exited(ExitCode.PASSED);
    JsonNode result = run.result();
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/started").asLong()).isEqualTo(400);
    assertThat(result.at("/ledger/workflows/completed").asLong()).isEqualTo(400);
    assertThat(result.at("/ledger/tokens/completed").asLong()).isEqualTo(1_600);
    assertThat(result.at("/ledger/tokens/foreign").asLong()).isZero();
    assertThat(result.at("/ledger/audit/workflows").asLong()).isEqualTo(400);
    assertThat(result.at("/figures/run/latency_seconds/completion_call/count").asLong())
        .isEqualTo(1_600);
    assertThat(result.at("/cells/cells")).hasSize(4);
    assertThat(result.at("/cells/start_spread_seconds").asDouble()).isNotNegative();
    for (int index = 0; index < 4; index++) {
      assertThat(result.at("/cells/cells/" + index + "/started").asLong()).isEqualTo(100);
      JsonNode cell = cell(index);
      assertThat(cell.at("/run_id").asText())
          .isEqualTo(result.at("/run_id").asText() + "-c" + index);
      assertThat(cell.at("/fleet/cells").asInt()).isEqualTo(4);
      assertThat(cell.at("/ledger/workflows/started").asLong()).isEqualTo(100);
      assertThat(cell.at("/ledger/balanced").asBoolean()).isTrue();
    }
    assertThat(run.out()).contains("cells 4").containsPattern("\\R  c3 +100 ");
  }

  @Test
  void anOpenLoopsScheduleIsSplit() throws IOException {
    ProgramRun run = run("--cells 3 --rate 60/s --duration 2s --arrivals poisson --seed 3");

    run.exited(ExitCode.PASSED);
    JsonNode whole =
        ProgramRun.of(
                folder.resolve("one"),
                LIGHT + "--rate 60/s --duration 2s --arrivals poisson --seed 3")
            .result();
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.result().at("/ledger/workflows/intended"))
        .isEqualTo(whole.at("/ledger/workflows/intended"));
    assertThat(run.result().at("/figures/run/latency_seconds/schedule_lag/count"))
        .isEqualTo(whole.at("/figures/run/latency_seconds/schedule_lag/count"));
  }

  @Test
  void allCellsParkBeforeAnyReleases() throws IOException {
    ProgramRun run =
        run("--cells 2 --workflows 50 --in-flight 50 --park 100 --steps 1 --require-trust off");

    run.exited(ExitCode.PASSED);
    assertThat(run.result().at("/ledger/tokens/completed").asLong()).isEqualTo(100);
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
  }

  @Test
  void theFoldersOfTheCellsCanBeAddedUpAgain() {
    ProgramRun run = run("--cells 2 --workflows 20 --in-flight 4");
    run.exited(ExitCode.PASSED);
    Path cells = folder.resolve("out/cells");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code =
        Main.program(new Console(Map.of(), stream, stream))
            .run(
                "merge",
                cells.resolve("c0").toString(),
                cells.resolve("c1").toString(),
                "--out",
                folder.resolve("merged").toString());
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.PASSED);
    for (String file : List.of("result.json", "intervals.csv", "latency.hlog")) {
      assertThat(folder.resolve("merged").resolve(file))
          .hasSameTextualContentAs(folder.resolve("out").resolve(file));
    }
  }
}
