package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.DocumentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderMergeTest {
  private static final List<String> MADE = List.of("result.json", "intervals.csv", "latency.hlog");

  @TempDir Path folder = Path.of("");

  private final List<String> notes = new ArrayList<>();

  static void assertSameFiles(Path merged, Path run) throws IOException {
    for (String file : MADE) {
      assertThat(Files.readString(merged.resolve(file)))
          .as(file)
          .isEqualTo(Files.readString(run.resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void the_cells_folders_make_the_files_of_the_fleets_run_byte_for_byte(int cells)
      throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", cells);
    List<Path> shuffled = new ArrayList<>(fleet.cells());
    Collections.reverse(shuffled);
    Path merged = folder.resolve("merged");

    assertThat(FolderMerge.merge(shuffled, merged, notes::add)).isEmpty();

    assertSameFiles(merged, fleet.run());
    assertThat(Files.readString(merged.resolve("plan.yaml")))
        .isEqualTo(Files.readString(fleet.run().resolve("plan.yaml")));
    assertThat(merged.resolve("unfinished.jsonl")).doesNotExist();
    assertThat(notes).isEmpty();
  }

  @Test
  void the_settings_of_the_fleets_plan_come_back_as_they_were() throws IOException {
    StoredFleet fleet =
        StoredFleet.write(
            folder,
            "fleet",
            2,
            "require",
            "workflows.rate > 1/s",
            "outcomes",
            "complete=97,fail=3",
            "metrics-address",
            "127.0.0.1:9999");
    Path merged = folder.resolve("merged");

    assertThat(FolderMerge.merge(fleet.cells(), merged, notes::add)).isEmpty();

    assertSameFiles(merged, fleet.run());
  }

  @Test
  void a_cells_result_says_of_which_fleet_it_is_and_the_fleets_does_not() throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", 2);

    JsonNode cell = json(fleet.cells().get(1));
    JsonNode whole = json(fleet.run());

    assertThat(DocumentSchema.RUN.violations(cell)).isEmpty();
    assertThat(DocumentSchema.RUN.violations(whole)).isEmpty();
    assertThat(cell.path("fleet").toString())
        .isEqualTo("{\"id\":\"fleet\",\"cell\":1,\"cells\":2}");
    assertThat(whole.has("fleet")).isFalse();
  }

  @Test
  void what_the_servers_metrics_told_is_missed_in_a_sentence() throws IOException {
    StoredFleet fleet =
        StoredFleet.write(
            folder,
            "fleet",
            2,
            "target",
            "127.0.0.1:7233",
            "server-metrics",
            "http://127.0.0.1:1/metrics");

    assertThat(FolderMerge.merge(fleet.cells(), folder.resolve("merged"), notes::add)).isEmpty();

    assertThat(notes).singleElement().asString().contains("server's own metrics");
  }

  private static JsonNode json(Path folder) throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("result.json")));
  }
}
