package dev.tokenstorm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One call of {@code tokenstorm drill} of the packaged program, as some drills start it again.
 *
 * @param out what stdout got
 * @param err what stderr got
 * @param folder its results
 */
record DrillProcess(int exitCode, String out, String err, Path folder) {

  /**
   * Runs to the end.
   *
   * @param folder takes the results, and what is printed
   */
  static DrillProcess of(Path folder, String... flags) throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("tokenstorm.jar", "target/tokenstorm.jar"));
    Path results = folder.resolve("out");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toAbsolutePath().toString(),
                "drill",
                "--no-metrics",
                "--out",
                results.toString()));
    command.addAll(List.of(flags));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    try {
      int code = process.waitFor();
      return new DrillProcess(
          code,
          Files.readString(folder.resolve("stdout")),
          Files.readString(folder.resolve("stderr")),
          results);
    } finally {
      end(process);
    }
  }

  /** A drill that is cut off leaves nothing that it started. */
  private static void end(Process process) throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    var unused = process.waitFor(10, TimeUnit.SECONDS);
    started.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** The document that it kept. */
  JsonNode document() throws IOException {
    return ProgramRun.json(Files.readString(folder.resolve("drills.json")));
  }

  /** The result of a drill's run. */
  JsonNode result(JsonNode drill) throws IOException {
    return ProgramRun.json(
        Files.readString(folder.resolve(drill.at("/folder").asText()).resolve("result.json")));
  }

  String said() {
    return out + err;
  }
}
