package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.run.ExitState;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.TestPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the null target that are added to a history. */
@Timeout(300)
final class HistoryArchiveTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private RunOutcome run(HistoryLocation location) throws InterruptedException {
    HistoryRequest request =
        new HistoryRequest(
            location,
            new TreeMap<>(Map.of("commit", "1a2b3c")),
            Optional.empty(),
            Optional.empty());
    RunContext context =
        new RunContext(Clock.systemUTC(), "a test")
            .archivedBy(new HistoryArchive(request, Map.of()));
    return new RunExecution(plan(), context).run(sentence -> {});
  }

  private RunPlan plan() {
    return TestPlans.plan(
        "target",
        "null",
        "worker",
        "wire",
        "workflows",
        "20",
        "in-flight",
        "10",
        "out",
        folder.resolve("out").toString(),
        "no-metrics",
        "true",
        "require-trust",
        "off");
  }

  /** What {@code history add} makes of the folder is the row that the run itself has added. */
  @Test
  void aRunsRowIsThatOfItsFolder() throws Exception {
    HistoryLocation location = new HistoryLocation.File(folder.resolve("runs.db"));
    RunOutcome outcome = run(location);
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(outcome.problems()).isEmpty();
    HistoryRequest request =
        new HistoryRequest(
            location,
            new TreeMap<>(Map.of("commit", "1a2b3c")),
            Optional.empty(),
            Optional.empty());
    HistoryFolder ofFolder = HistoryFolder.read(folder.resolve("out"), request);
    try (HistoryStore store = HistoryStore.open(location, Map.of())) {
      HistoryRow row = store.rows(ofFolder.row().series().name()).get(0);
      assertThat(row).isEqualTo(ofFolder.row());
      assertThat(row.usable()).isTrue();
      assertThat(row.figure("completions.count")).hasValue(80);
      assertThat(row.labels()).isEqualTo(Map.of("commit", "1a2b3c"));
      RowContent content = store.content(row);
      RunFolder files = RunFolder.open(folder.resolve("out"));
      assertThat(content.document()).isEqualTo(files.result());
      assertThat(content.planYaml()).isEqualTo(files.planYaml());
      assertThat(content.histograms().get(Latency.COMPLETION_CALL))
          .isNotNull()
          .extracting(Histogram::getTotalCount)
          .isEqualTo(80L);
      assertThat(ofFolder.addTo(store)).isFalse();
    }
  }

  /** Nobody listens at port 1. */
  @Test
  void aHistoryThatCannotBeReachedCostsNothingMeasured() throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:1/nowhere";
    RunOutcome outcome = run(new HistoryLocation.Database(url));
    assertThat(outcome.state()).isEqualTo(ExitState.COULD_NOT);
    assertThat(outcome.problems())
        .singleElement()
        .asString()
        .startsWith("--history: the database could not be opened (")
        .endsWith(
            " Add it later: tokenstorm history add %s --history URL --label commit=1a2b3c"
                .formatted(folder.resolve("out")))
        .doesNotContain("jdbc:", "nowhere");
    assertThat(RunFolder.open(folder.resolve("out")).result().at("/verdict/outcome").asText())
        .isEqualTo("passed");
    assertThat(everythingKept()).doesNotContain("jdbc:").doesNotContain("nowhere");
  }

  private String everythingKept() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
