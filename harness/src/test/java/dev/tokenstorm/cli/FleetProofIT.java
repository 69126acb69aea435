package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.DaemonThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fleet one of whose processes is killed, or stands still. */
@Tag("proof")
@Timeout(300)
final class FleetProofIT {
  private static final String LIGHT =
      "--target null --worker wire --completer grpc --require-trust off --no-metrics ";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private CompletableFuture<ProgramRun> begin(String flags) {
    CompletableFuture<ProgramRun> run = new CompletableFuture<>();
    DaemonThreads.start(
        "fleet",
        () -> {
          try {
            run.complete(ProgramRun.of(folder.resolve("out"), LIGHT + flags));
          } catch (Throwable e) {
            run.completeExceptionally(e);
          }
        });
    return run;
  }

  /** The process of a cell, once it has kept some intervals. */
  private long pid(int cell, CompletableFuture<ProgramRun> run)
      throws IOException, InterruptedException {
    Path own = folder.resolve("out/cells/c" + cell);
    while (!run.isDone()) {
      Path kept = own.resolve("intervals.csv");
      if (Files.exists(kept) && Files.readAllLines(kept).size() > 3) {
        Optional<ProcessHandle> process =
            ProcessHandle.current()
                .descendants()
                .filter(
                    handle ->
                        handle
                            .info()
                            .arguments()
                            .filter(words -> List.of(words).contains(own.toString()))
                            .isPresent())
                .findFirst();
        return process.orElseThrow().pid();
      }
      await(run);
    }
    throw new AssertionError(run.join().out() + run.join().err());
  }

  /** Waits for a moment, or for the end of the run. */
  private static void await(CompletableFuture<ProgramRun> run) throws InterruptedException {
    try {
      var unused = run.get(20, TimeUnit.MILLISECONDS);
    } catch (TimeoutException goesOn) {
      return;
    } catch (ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void shell(String script) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("sh", "-c", script).start().waitFor()).isZero();
  }

  @Test
  void aCellThatIsKilledEndsTheRunByName() throws Exception {
    CompletableFuture<ProgramRun> begun = begin("--cells 3 --rate 30/s --duration 60s");
    shell("kill -9 " + pid(1, begun));
    ProgramRun run = begun.get();

    run.exited(ExitCode.FAILED);
    JsonNode result = run.result();
    assertThat(result.at("/ending/how").asText()).isEqualTo("cell-lost");
    assertThat(run.out().lines().limit(4)).anyMatch(line -> line.contains("Cell c1 was lost"));
    assertThat(run.err()).contains("Cell c1 was lost: it went away.");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/cells/cells/1/fate").asText()).isEqualTo("lost");
    JsonNode workflows = result.at("/ledger/workflows");
    assertThat(workflows.at("/intended").asLong() + workflows.at("/not_reached").asLong())
        .isEqualTo(1_800);
    assertThat(folder.resolve("out/cells/c1/unfinished.jsonl")).exists();
    assertThat(folder.resolve("out/cells/c0/result.json")).exists();
  }

  @Test
  void aCellThatStandsStillForFiveSecondsIsNamedAndStays() throws Exception {
    CompletableFuture<ProgramRun> begun = begin("--cells 3 --rate 30/s --duration 15s");
    long pid = pid(2, begun);
    shell("kill -STOP %d; sleep 5; kill -CONT %d".formatted(pid, pid));
    ProgramRun run = begun.get();

    run.exited(ExitCode.PASSED);
    JsonNode result = run.result();
    assertThat(run.err()).contains("Cell c2 is silent").contains("Cell c2 is back.");
    assertThat(result.at("/verdict/doubts").findValuesAsText("kind")).contains("cell-apart");
    assertThat(run.out()).contains("Cell c2 was silent for");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/started").asLong()).isEqualTo(450);
  }

  /** A cell without its coordinator drains, terminates what is open, and keeps its folder. */
  @Test
  void cellsWhoseCoordinatorIsKilledEndByThemselves() throws Exception {
    try (NullServerProcess server = NullServerProcess.start("latency=1ms")) {
      String flags =
          "run --cells 2 --rate 20/s --duration 60s --worker wire --completer grpc --no-metrics";
      List<String> words = new ArrayList<>(List.of(flags.split(" ", -1)));
      words.addAll(
          List.of("--target", server.address(), "--out", folder.resolve("out").toString()));
      Process coordinator =
          new ProcessBuilder(NullServerProcess.command(words.toArray(String[]::new)))
              .redirectOutput(folder.resolve("stdout").toFile())
              .redirectError(folder.resolve("stderr").toFile())
              .start();
      Path kept = folder.resolve("out/cells/c0/intervals.csv");
      while (!Files.exists(kept) || Files.readAllLines(kept).size() < 4) {
        assertThat(coordinator.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
      }
      List<ProcessHandle> cells = coordinator.descendants().toList();
      assertThat(cells).hasSizeGreaterThanOrEqualTo(2);
      coordinator.destroyForcibly();
      for (ProcessHandle cell : cells) {
        var unused = cell.onExit().get(60, TimeUnit.SECONDS);
      }
      for (int index = 0; index < 2; index++) {
        JsonNode result =
            ProgramRun.json(
                Files.readString(folder.resolve("out/cells/c" + index + "/result.json")));
        assertThat(result.at("/ending/how").asText()).isEqualTo("interrupted");
        assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
      }
    }
  }
}
