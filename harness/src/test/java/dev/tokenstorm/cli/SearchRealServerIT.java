package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
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
@Timeout(900)
@SuppressWarnings("NullAway.Init")
final class SearchRealServerIT {
  private static TestServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void startServer() {
    HostCapacity.assumed();
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
    assertThat(shell.run(words.toArray(String[]::new))).as(shell.out() + shell.err()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(budget.plusSeconds(10));
    return ProgramRun.json(shell.out());
  }

  @Tag("proof")
  @Test
  void tuneEndsWithinItsBudgetAndWithAnAnswer() {
    JsonNode tune = search(Duration.ofSeconds(90), "tune --completers 1..64");
    Proof.found(
        "tune on a dev server: knee %d, %d to %d, at %.0f completions/s at most",
        tune.at("/answer/value").asInt(),
        tune.at("/answer/low").asInt(),
        tune.at("/answer/high").asInt(),
        tune.at("/answer/completions_per_second").asDouble());
    assertThat(tune.at("/answer/value").asInt())
        .as(tune.toPrettyString())
        .isBetween(tune.at("/answer/low").asInt(), tune.at("/answer/high").asInt())
        .isLessThan(64);
    assertThat(tune.at("/runs").size()).isGreaterThan(6);
  }

  /** The server becomes slower with age, so one that is as new as it was runs the rate again. */
  @Tag("soak")
  @Test
  void theConfirmedRateHoldsWhenItIsRunAgain() {
    JsonNode capacity =
        search(
            Duration.ofMinutes(8),
            "capacity --require workflow.p90<2s --confirm 40s --duration 12s --seed 5");
    assertThat(capacity.at("/answer/confirmed").asBoolean()).as(capacity.toPrettyString()).isTrue();
    double rate = capacity.at("/answer/workflows_per_second").asDouble();
    int completers = completers(capacity, rate);
    try (TestServer fresh = TestServer.start()) {
      ProgramRun again =
          ProgramRun.of(
              folder.resolve("again"),
              "--quiet --require-trust off --target "
                  + fresh.address()
                  + " --warmup 5s --duration 30s --rate "
                  + rate
                  + "/s --completers "
                  + completers,
              "workflow.p90 < 2s");
      Proof.found(
          "capacity of a dev server: %.4g workflows/s confirmed, %.4g broke; p90 of a run on a new"
              + " one %.3g s; %s",
          rate,
          capacity.at("/answer/breaking_per_second").asDouble(),
          again.result().at("/verdict/objectives/0/measured").asDouble(),
          capacity.at("/answer/bottleneck/sentence").asText());
      again.passed();
    }
  }

  /** Returns the completers of the last run that confirmed a rate. */
  private static int completers(JsonNode capacity, double rate) {
    int completers = 0;
    for (JsonNode run : capacity.path("runs")) {
      if (run.path("role").asText().equals("confirmation")
          && run.path("value").asDouble() == rate) {
        completers = run.at("/measured/completers").asInt();
      }
    }
    assertThat(completers).as(capacity.toPrettyString()).isPositive();
    return completers;
  }
}
