package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of fault on the way to a dev server: it happens, and nothing is lost of it. */
@Tag("proof")
@Timeout(300)
@SuppressWarnings("NullAway.Init")
final class FaultRealServerIT {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut 2s",
        "blackhole 2s",
        "blackhole-replies 2s",
        "stall 2s",
        "delay 50ms±10ms for 3s",
        "bandwidth 20kB/s for 3s",
        "reset 50%",
        "lose-replies 10% for 2s",
        "lose-worker 2s"
      })
  void aFaultHappensAndEverythingIsAccountedFor(String fault) {
    JsonNode result = run("--rate 3/s --duration 10s --start-to-close-timeout 10s", "4s: " + fault);

    assertThat(result.at("/ledger/workflows/completed").asLong())
        .isEqualTo(result.at("/ledger/workflows/started").asLong())
        .isEqualTo(30);
    Proof.found(
        "%s on a dev server: %s, the run took %.1f s",
        fault,
        result.at("/faults/0/witness").asText(),
        result.at("/figures/run/seconds").asDouble());
  }

  /**
   * The server has taken what it answered, so each token is settled as completed. The fault lasts
   * as long as the run, so a call that is made again may lose its reply as well.
   */
  @Test
  void eachLostReplyOfACompletionIsOneErrorAndItsTokenWasCompleted() {
    JsonNode result =
        run(
            "--workflows 10 --in-flight 10 --completers 64",
            "0: lose-replies 20% of RespondActivityTaskCompleted for 1h");

    long late = 0;
    for (JsonNode status : result.at("/rpc")) {
      if (status.at("/code").asText().equals("DEADLINE_EXCEEDED")) {
        assertThat(status.at("/method").asText()).isEqualTo("RespondActivityTaskCompleted");
        late += status.at("/count").asLong();
      }
    }
    JsonNode fault = result.at("/faults/0");
    assertThat(fault.at("/witness").asText())
        .startsWith("%d replies lost (RespondActivityTaskCompleted %d)".formatted(late, late));
    assertThat(fault.at("/calls/errors").asLong()).isGreaterThanOrEqualTo(late);
    assertThat(fault.at("/tokens/doubtful_completed").asLong())
        .isEqualTo(fault.at("/tokens/doubtful").asLong())
        .isBetween(1L, late);
    assertThat(result.at("/ledger/tokens/completed").asLong())
        .isEqualTo(result.at("/ledger/tokens/issued").asLong())
        .isEqualTo(40);
    Proof.found(
        "%d lost replies on a dev server: %d tokens doubtful, all of them completed",
        late, fault.at("/tokens/doubtful").asLong());
  }

  /** A run that passes, and whose fault happens. */
  private JsonNode run(String load, String fault) {
    Shell shell = new Shell();
    List<String> words = new ArrayList<>(List.of("run", "--target", server.address()));
    words.addAll(List.of(load.split(" ", -1)));
    words.addAll(List.of("--drain-timeout", "2m", "--audit", "all", "--fault", fault));
    words.addAll(List.of("--no-metrics", "--json", "--quiet", "--out"));
    words.add(folder.resolve("results").toString());
    int code = shell.run(words.toArray(String[]::new));

    assertThat(code).as(shell.out() + shell.err()).isZero();
    JsonNode result = ProgramRun.json(shell.out());
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/faults/0/happened").asBoolean()).isTrue();
    return result;
  }
}
