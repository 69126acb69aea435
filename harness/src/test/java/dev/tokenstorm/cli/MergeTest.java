package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.run.StoredFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
  @TempDir Path folder = Path.of("");

  private static String[] words(List<Path> cells, Path merged) {
    List<String> words = new ArrayList<>(List.of("merge"));
    cells.forEach(cell -> words.add(cell.toString()));
    words.addAll(List.of("--out", merged.toString()));
    return words.toArray(String[]::new);
  }

  private void refused(List<Path> cells, String sentence) {
    Shell shell = new Shell();
    Path merged = folder.resolve("merged");

    assertThat(shell.run(words(cells, merged))).isEqualTo(ExitCode.USAGE);

    assertThat(shell.err()).contains(sentence).hasLineCount(1);
    assertThat(merged).doesNotExist();
  }

  @Test
  void it_makes_the_fleets_folder_with_its_page_and_names_it() throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", 3);
    Path merged = folder.resolve("merged");

    Shell shell = new Shell();
    assertThat(shell.run(words(fleet.cells(), merged))).as(shell.err()).isEqualTo(ExitCode.PASSED);

    assertThat(shell.out()).isEqualToIgnoringNewLines(merged.toString());
    assertThat(shell.err()).isEmpty();
    try (Stream<Path> files = Files.list(merged)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "result.json", "intervals.csv", "latency.hlog", "plan.yaml", "report.html");
    }
  }

  @Test
  void a_missing_cell_is_named() throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", 3);

    refused(
        List.of(fleet.cells().get(0), fleet.cells().get(2)),
        "Of the 3 cells of fleet fleet, cell c1 is missing; name the folders of all.");
  }

  @Test
  void a_cell_that_is_there_twice_is_named() throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", 2);

    refused(
        List.of(fleet.cells().get(0), fleet.cells().get(1), fleet.cells().get(1)),
        "are both of cell c1; name each cell once.");
  }

  @Test
  void cells_of_different_fleets_are_not_added() throws IOException {
    StoredFleet one = StoredFleet.write(folder, "one", 2);
    StoredFleet other = StoredFleet.write(folder, "other", 2);

    refused(
        List.of(one.cells().get(0), other.cells().get(1)),
        "of fleet other with 2 cells; name the cells of one fleet.");
  }

  @Test
  void a_run_of_its_own_is_no_cell() {
    Path run = folder.resolve("run");
    StoredRun.write(run, 10, false);

    refused(List.of(run), "is of a run that is no cell of a fleet; name the folders of its cells.");
  }

  @Test
  void a_run_that_was_killed_has_no_end() {
    Path run = folder.resolve("run");
    StoredRun.leave(run, 10);

    refused(List.of(run), "is of a cell that has no end: it goes on, or was killed;");
  }

  @Test
  void a_folder_without_a_result_and_a_file_are_refused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(List.of(empty), "holds no result.json; name the results folders of a fleet's cells.");
    Path file = Files.createFile(folder.resolve("file"));
    refused(List.of(file), "is no folder; name the results folders of a fleet's cells.");
  }

  @Test
  void a_cell_whose_files_are_gone_or_damaged_is_refused() throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", 2);
    Path cell = fleet.cells().get(1);

    Path facts = cell.resolve("fleet.json");
    String kept = Files.readString(facts);
    Files.writeString(facts, "{");
    refused(fleet.cells(), "does not tell what the fleet's run was:");

    Files.writeString(facts, kept.replace("\"run_id\" : \"fleet\"", "\"run_id\" : \"fleet2\""));
    refused(
        fleet.cells(), "tell different things of what fleet fleet was; one of them was changed.");

    Files.delete(facts);
    refused(fleet.cells(), "does not tell what the fleet's run was:");
  }

  @Test
  void a_folder_that_is_there_is_not_overwritten() throws IOException {
    StoredFleet fleet = StoredFleet.write(folder, "fleet", 2);

    Shell shell = new Shell();
    assertThat(shell.run(words(fleet.cells(), fleet.run()))).isEqualTo(ExitCode.USAGE);

    assertThat(shell.err())
        .contains("results are never overwritten; name another folder.");
  }
}
