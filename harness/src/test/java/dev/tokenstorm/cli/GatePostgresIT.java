package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.history.HistoryRows;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.history.PostgresServer;
import dev.tokenstorm.settings.HistoryLocation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenstorm gate} on a real PostgreSQL. */
@Timeout(300)
final class GatePostgresIT {
  private static final Map<String, String> CREDENTIALS =
      Map.of("PGUSER", PostgresServer.USER, "PGPASSWORD", PostgresServer.PASSWORD);
  private static final Instant FIRST = Instant.parse("2026-11-30T10:00:00.123456789Z");

  /** Rates of the runs of a series, by its name. */
  private static final Map<String, double[]> SERIES =
      Map.of(
          "held", new double[] {470, 471, 472.125, 469, 470, 471, 468},
          "fell", new double[] {470, 471, 472, 469, 470, 471, 400.0625},
          "fell for the third time", new double[] {470, 471, 472, 469, 470, 471, 400, 401, 399},
          "few", new double[] {470, 471, 472, 100});

  private static void fill(HistoryLocation location) {
    try (HistoryStore store = HistoryStore.open(location, CREDENTIALS)) {
      SERIES.forEach(
          (series, rates) -> {
            for (int i = 0; i < rates.length; i++) {
              HistoryRows row =
                  HistoryRows.run(series, FIRST.plusSeconds(60L * i))
                      .with("completions.rate", rates[i])
                      .with("workflow.p99", 1 / rates[i]);
              assertThat(store.append(row.row(), HistoryRows.content())).isTrue();
            }
            HistoryRows failed =
                HistoryRows.run(series + ", failed", FIRST)
                    .with("completions.rate", 1)
                    .went("finished", "failed");
            assertThat(store.append(failed.row(), HistoryRows.content())).isTrue();
          });
    }
  }

  /** The exit code and what is printed. The command that confirms a finding names no database. */
  private static String answer(String history, String series, String... further) {
    Shell shell = new Shell(CREDENTIALS);
    List<String> words = new ArrayList<>(List.of("gate", "--strict"));
    words.addAll(List.of("--history", history, "--series", series));
    words.addAll(List.of(further));
    int code = shell.run(words.toArray(String[]::new));
    assertThat(shell.err()).isEmpty();
    return (code + " " + shell.out()).replace(history, "URL");
  }

  @Test
  void theAnswerIsThatOfAFileWithTheSameRows(@TempDir Path folder) throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    if (programs.isEmpty() && System.getenv("CI") != null) {
      throw new AssertionError("CI needs PostgreSQL in /usr/lib/postgresql");
    }
    Assumptions.assumeTrue(
        programs.isPresent(), "no PostgreSQL in /usr/lib/postgresql; Debian's package brings one");
    Path file = folder.resolve("runs.db");
    fill(new HistoryLocation.File(file));
    try (PostgresServer server = PostgresServer.start(programs.orElseThrow())) {
      String url = server.url("postgres");
      fill(new HistoryLocation.Database(url));
      for (String series : SERIES.keySet()) {
        for (String of : List.of(series, series + ", failed")) {
          assertThat(answer(url, of)).isEqualTo(answer(file.toString(), of));
          assertThat(answer(url, of, "--json", "--figure", "workflow.p99"))
              .isEqualTo(answer(file.toString(), of, "--json", "--figure", "workflow.p99"));
        }
      }
      assertThat(answer(url, "held")).startsWith("0 completions.rate is no worse");
      assertThat(answer(url, "fell"))
          .startsWith("3 completions.rate got worse: 400/s")
          .contains("the first such run", "--history URL --series fell");
      assertThat(answer(url, "fell for the third time")).contains("the third such run in a row");
      assertThat(answer(url, "few")).startsWith("4 ").contains("2 more are missing");
      assertThat(answer(url, "few, failed")).startsWith("4 ");
    }
  }
}
