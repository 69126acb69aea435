package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.result.DocumentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code compare} on null front ends of which one is known to be better. */
@Isolated("what else runs would take its time")
@Timeout(600)
final class CompareIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /**
   * A comparison that goes on has the number of blocks that it began with, however slow this host
   * is.
   */
  private Path begun(int blocks) throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(
        out.resolve("compare.json"),
        """
        {"schema": "tokenstorm.compare/v1", "compare_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "interrupted", "runs": [],
         "lengths": {"warmup_seconds": 0, "measured_seconds": 1}, "schedule": {"blocks": %d},
         "settings": {
           "side": ["old=--target null:latency=400ms", "new=--target null:latency=10ms"],
           "worker": ["wire"], "completer": ["grpc"], "in-flight": ["10"], "workflows": ["20"],
           "branches": ["1"], "steps": ["1"],
           "expect": ["new.completions.rate > 1.5 * old"]}}
        """
            .formatted(blocks));
    return out;
  }

  @Test
  void theServerThatTakesAFortiethOfTheTimeIsBetter() throws Exception {
    HostCapacity.assumed();
    Path out = begun(8);
    Shell shell = new Shell();

    int code =
        shell.run(
            "compare", "--resume", out.toString(), "--budget", "1h", "--json", "--no-metrics");

    assertThat(code).as(() -> shell.out() + shell.err()).isEqualTo(ExitCode.PASSED);
    assertThat(shell.out()).isEqualTo(Files.readString(out.resolve("compare.json")));
    JsonNode document = ProgramRun.json(shell.out());
    assertThat(DocumentSchema.COMPARE.violations(document)).isEmpty();
    JsonNode judged = document.at("/answer/pairs/0");
    assertThat(judged.at("/figure").asText()).isEqualTo("completions.rate");
    assertThat(judged.at("/word").asText()).as(judged::toPrettyString).isEqualTo("better");
    assertThat(document.at("/answer/expectations/0/outcome").asText()).isEqualTo("shown");
    // Two of eight may be left out, as others use this host as well.
    assertThat(document.at("/answer/look/blocks").asInt()).isBetween(6, 8);
    assertThat(document.at("/runs")).hasSize(2 + 2 * document.at("/blocks").size());
    for (JsonNode run : document.at("/runs")) {
      Path kept = out.resolve(run.at("/folder").asText());
      JsonNode result = ProgramRun.json(Files.readString(kept.resolve("result.json")));
      assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
      assertThat(result.at("/plan/target").asText())
          .isEqualTo(
              run.at("/side").asText().equals("old") ? "null:latency=400ms" : "null:latency=10ms");
    }
    assertThat(shell.err())
        .contains("compare 20261122-193015-4f2a of old, new against ", ": block 8 of 8, ")
        .contains(" left at most");
  }
}
