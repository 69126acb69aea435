package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.testkit.NullFrontEnds;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Workers of other official SDKs, with a workflow unlike the greeting, on the null front end and on
 * a real server: they cannot tell the two apart. Skipped where Go, or a Python with the SDK, is
 * not.
 */
@Tag("proof")
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
final class OtherSdksRealServerIT {
  private static final Path PROGRAMS = Path.of("src/test/other-sdks").toAbsolutePath();
  private static final List<String> RIGHT =
      List.of(
          "weighed at attempt 3",
          "packed at attempt 2",
          "loaded 7",
          "refused for good: true",
          "nobody came: true",
          "stopped by signal: true",
          "cancelled from outside: true");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private record Ended(int exitCode, List<String> lines) {}

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theGoSdksWorkerFindsARealServerInTheNullFrontEnd() throws Exception {
    assumeTrue(there(List.of("go", "version")), "No go on PATH: the Go SDK's worker is not tried.");
    Path program = folder.resolve("shipment");
    Ended built =
        run(PROGRAMS.resolve("go"), List.of("go", "build", "-o", program.toString(), "."));
    assertThat(built.exitCode()).as(String.join("\n", built.lines())).isZero();
    both(List.of(program.toString()));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void thePythonSdksWorkerFindsARealServerInTheNullFrontEnd() throws Exception {
    assumeTrue(
        there(List.of("python3", "-c", "import temporalio")),
        "No python3 with temporalio on PATH: the Python SDK's worker is not tried.");
    both(List.of("python3", PROGRAMS.resolve("python/shipment.py").toString()));
  }

  private void both(List<String> program) throws Exception {
    try (NullFrontEnd frontEnd = NullFrontEnds.start()) {
      saysWhatIsRight(program, NullFrontEnds.address(frontEnd));
    }
    saysWhatIsRight(program, DevServerFixture.shared().address());
  }

  private void saysWhatIsRight(List<String> program, String address) throws Exception {
    List<String> command = new java.util.ArrayList<>(program);
    command.add(address);
    Ended ended = run(folder, command);
    assertThat(ended.exitCode()).as(String.join("\n", ended.lines())).isZero();
    assertThat(ended.lines()).containsSubsequence(RIGHT);
  }

  private boolean there(List<String> command) throws InterruptedException {
    try {
      return run(folder, command).exitCode() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private Ended run(Path where, List<String> command) throws IOException, InterruptedException {
    File output = Files.createTempFile(folder, "said", ".txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
      return new Ended(
          process.exitValue(), Files.readAllLines(output.toPath(), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
