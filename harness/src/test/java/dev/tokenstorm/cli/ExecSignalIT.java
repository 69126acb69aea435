package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run in a process of its own that is ended while a command's fault goes on. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class ExecSignalIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Process process;

  /** Is there while the fault goes on. */
  private Path broken() {
    return folder.resolve("broken");
  }

  private Path out() {
    return folder.resolve("out");
  }

  @BeforeEach
  @Timeout(120)
  void awaitFault() throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("try.yaml"),
            "{command: [touch, '%1$s'], undo: {command: [rm, '%1$s']}}".formatted(broken()));
    List<String> command =
        NullServerProcess.command(
            "run",
            "--target",
            "null",
            "--rate",
            "40/s",
            "--duration",
            "10m",
            "--worker",
            "wire",
            "--completer",
            "grpc",
            "--no-metrics",
            "--quiet",
            "--fault",
            "1500ms: exec try for 1h",
            "--exec",
            "try=" + file,
            "--allow-exec",
            "--out",
            out().toString());
    command.add(1, "-XX:TieredStopAtLevel=1");
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      WatchKey made = folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      process =
          new ProcessBuilder(SignalledProcess.command(command))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      await(watch, made, () -> Files.exists(broken()));
      WatchKey written = out().register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      made.cancel();
      await(watch, written, this::measured);
    }
  }

  /** Whether there is an interval, beside the plan and what is to be undone. */
  private boolean measured() {
    try {
      return Files.readAllLines(out().resolve("unfinished.jsonl")).stream()
          .skip(1)
          .anyMatch(line -> !line.contains("\"undo\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(WatchService watch, WatchKey key, BooleanSupplier condition)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      WatchKey signalled = watch.take();
      var unused = signalled.pollEvents();
      assertThat(signalled.reset() || signalled != key).isTrue();
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Test
  void sigtermLeavesNothingBehind() throws Exception {
    process.destroy();

    assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(broken()).doesNotExist();
    JsonNode fault =
        ProgramRun.json(Files.readString(out().resolve("result.json"))).at("/faults/0");
    assertThat(fault.at("/happened").asBoolean()).isTrue();
    assertThat(fault.has("not_undone")).isFalse();
  }

  @Test
  void theReportOfAKilledRunNamesTheUndoThatIsLeft() throws Exception {
    process.destroyForcibly();
    process.waitFor();
    assertThat(broken()).exists();

    Shell report = new Shell();
    assertThat(report.run("report", out().toString())).as(report.err()).isEqualTo(ExitCode.PASSED);

    assertThat(report.err())
        .contains(
            "Fault 1 (1500ms: exec try for 1h) may still go on; this ends it: rm " + broken());
  }
}
