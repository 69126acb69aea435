package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.result.DocumentSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compare} says of null front ends in processes of their own. */
final class CompareProofIT {
  private static final int COMPARISONS = 40;
  private static final List<String> LOAD =
      List.of(
          "--worker",
          "wire",
          "--completer",
          "grpc",
          "--in-flight",
          "20",
          "--warmup",
          "300ms",
          "--duration",
          "1s",
          "--budget",
          "60s");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** What a comparison of a server with another, or with itself, printed as JSON. */
  private JsonNode compare(String name, NullServerProcess one, NullServerProcess other) {
    List<String> words = new ArrayList<>(List.of("compare", "--json", "--quiet", "--no-metrics"));
    words.addAll(LOAD);
    words.addAll(
        List.of(
            "--out",
            folder.resolve(name).toString(),
            "--a",
            "--target " + one.address(),
            "--b",
            "--target " + other.address()));
    Shell shell = new Shell();
    int code = shell.run(words.toArray(String[]::new));
    JsonNode document = ProgramRun.json(shell.out());
    assertThat(DocumentSchema.COMPARE.violations(document)).isEmpty();
    assertThat(code).as(shell::err).isEqualTo(worse(document) ? ExitCode.FAILED : ExitCode.PASSED);
    return document;
  }

  private static boolean worse(JsonNode document) {
    return words(document).contains("worse");
  }

  /** The words of the judged figures, completions per second first. */
  private static List<String> words(JsonNode document) {
    List<String> words = new ArrayList<>();
    document
        .at("/answer/pairs")
        .forEach(
            pair -> {
              if (pair.path("judged").asBoolean()) {
                words.add(pair.path("word").asText("none"));
              }
            });
    return words;
  }

  private static String summary(JsonNode document) {
    return "%s after %d blocks, %d left out"
        .formatted(
            words(document),
            document.at("/answer/blocks_counted").asInt(),
            document.at("/answer/blocks_left_out").asInt());
  }

  @Test
  @Tag("proof")
  @Timeout(600)
  void aServerThatIsAThirdSlowerIsWorse() throws IOException {
    HostCapacity.assumed();
    try (NullServerProcess fast = NullServerProcess.start("latency=30ms");
        NullServerProcess slow = NullServerProcess.start("latency=45ms")) {
      JsonNode document = compare("slower", fast, slow);
      Proof.found("compare, 30 ms beside 45 ms: %s", summary(document));
      assertThat(words(document).get(0))
          .as(document.at("/answer")::toPrettyString)
          .isEqualTo("worse");
    }
  }

  @Test
  @Tag("soak")
  @Timeout(7200)
  void aServerBesideItselfIsSeldomSaidToDiffer() throws IOException {
    HostCapacity.assumed();
    int different = 0;
    try (NullServerProcess server = NullServerProcess.start("latency=20ms")) {
      for (int n = 0; n < COMPARISONS; n++) {
        JsonNode document = compare("same-" + n, server, server);
        List<String> words = words(document);
        different += words.contains("better") || words.contains("worse") ? 1 : 0;
        Proof.found("compare, a server beside itself: %s", summary(document));
      }
    }
    Proof.found("compare: a difference in %d of %d", different, COMPARISONS);
    assertThat(different).isLessThanOrEqualTo(6);
  }

  @Test
  @Tag("soak")
  @Timeout(7200)
  void tenPercentAreFound() throws IOException {
    HostCapacity.assumed();
    int found = 0;
    try (NullServerProcess fast = NullServerProcess.start("latency=20ms");
        NullServerProcess slow = NullServerProcess.start("latency=22ms")) {
      for (int n = 0; n < COMPARISONS; n++) {
        JsonNode document = compare("ten-" + n, fast, slow);
        found += words(document).get(0).equals("worse") ? 1 : 0;
        Proof.found("compare, 20 ms beside 22 ms: %s", summary(document));
      }
    }
    Proof.found("compare: 10 %% found in %d of %d", found, COMPARISONS);
    assertThat(found).isGreaterThanOrEqualTo(36);
  }
}
