package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.Proof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches of a dev server: whatever it can do, they end in time, and what they say holds. */
@Tag("proof")
@Timeout(900)
@SuppressWarnings("NullAway.Init")
final class SearchRealServerIT {
  private static TestServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void startServer() {
    server = TestServer.start();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private JsonNode search(Duration budget, String flags) {
    List<String> words = new ArrayList<>(Arrays.asList(flags.split(" ")));
    words.addAll(
        List.of("--target", server.address(), "--no-metrics", "--json", "--quiet", "--budget"));
    words.addAll(List.of(budget.toSeconds() + "s", "--out", folder.resolve("search").toString()));
    Shell shell = new Shell();
    long begin = System.nanoTime();
    assertThat(shell.run(words.toArray(String[]::new)))
        .as(shell.err())
        .isIn(ExitCode.PASSED, ExitCode.FAILED);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(budget.plusSeconds(10));
    return ProgramRun.json(shell.out());
  }

  @Test
  void tuneEndsWithinItsBudgetAndWithAnAnswer() {
    JsonNode tune = search(Duration.ofSeconds(90), "tune --completers 1..64");
    Proof.found(
        "tune on a dev server: knee %d, %d to %d, at %.0f completions/s at most",
        tune.at("/answer/value").asInt(),
        tune.at("/answer/low").asInt(),
        tune.at("/answer/high").asInt(),
        tune.at("/answer/completions_per_second").asDouble());
    assertThat(tune.at("/answer/value").asInt()).as(tune.toPrettyString()).isBetween(1, 64);
    assertThat(tune.at("/runs").size()).isGreaterThan(6);
  }

  /** Whether it is confirmed is for a server to say that stalls for seconds near its edge. */
  @Test
  void capacityEndsWithinItsBudgetAndSaysWhatBroke() {
    JsonNode capacity =
        search(Duration.ofMinutes(2), "capacity --require workflow.p90<2s --confirm 20s --seed 5");
    Proof.found(
        "capacity of a dev server: %.4g workflows/s, confirmed %s, %.4g broke; %s",
        capacity.at("/answer/workflows_per_second").asDouble(),
        capacity.at("/answer/confirmed").asBoolean(),
        capacity.at("/answer/breaking_per_second").asDouble(),
        capacity.at("/answer/bottleneck/sentence").asText());
    assertThat(capacity.at("/answer/broke").size()).as(capacity.toPrettyString()).isPositive();
  }
}
