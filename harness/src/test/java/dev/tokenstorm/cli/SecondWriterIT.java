package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.result.StoredRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at one folder. */
@Timeout(120)
final class SecondWriterIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** The system would let go of the lock if this process closed another opening of the file. */
  @Test
  void whoGoesOnWithAFolderKeepsOtherProcessesOut() throws Exception {
    Path run = folder.resolve("run");
    StoredRun.leave(run, 3);
    // There is something to cut off.
    Files.writeString(run.resolve("unfinished.jsonl"), "{\"torn", StandardOpenOption.APPEND);
    KilledRun killed = KilledRun.open(run);
    try (ResultFiles files = ResultFiles.goOn(killed, SampleRun.facts(false), note -> {})) {
      assertThat(files.directory()).isEqualTo(run);
      Map<String, Long> before = sizes(run);
      for (List<String> words :
          List.of(List.of("run", "--take-up", run.toString()), List.of("report", run.toString()))) {
        assertThat(refusal(words)).contains("is of a run that still goes on;");
      }
      assertThat(sizes(run)).isEqualTo(before);
    }
  }

  private static String refusal(List<String> words) throws Exception {
    List<String> command = NullServerProcess.command(words.toArray(String[]::new));
    command.add(1, "-XX:TieredStopAtLevel=1");
    Process other =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String said = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).as(said).isEqualTo(ExitCode.USAGE);
      return said;
    } finally {
      other.destroyForcibly();
    }
  }

  /** To read the files, this process would have to open and close them. */
  private static Map<String, Long> sizes(Path run) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (String name : List.of("plan.yaml", "unfinished.jsonl", "intervals.csv", "latency.hlog")) {
      sizes.put(name, Files.size(run.resolve(name)));
    }
    return sizes;
  }
}
