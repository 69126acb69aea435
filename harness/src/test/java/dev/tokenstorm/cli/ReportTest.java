package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void a_report_is_made_again_in_its_folder() throws IOException {
    Path run = folder.resolve("run");
    StoredRun.write(run, 10, true);

    Shell first = new Shell();
    assertThat(first.run("report", run.toString())).isZero();
    String page = Files.readString(run.resolve("report.html"));
    assertThat(new Shell().run("report", run.toString())).isZero();

    assertThat(first.out()).isEqualToIgnoringNewLines(run.resolve("report.html").toString());
    assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(page);
  }

  @Test
  void a_killed_run_gets_its_result_with_its_page() throws IOException {
    Path run = folder.resolve("run");
    StoredRun.leave(run, 10);

    Shell first = new Shell();
    assertThat(first.run("report", run.toString())).as(first.err()).isZero();
    assertThat(first.out()).isEqualToIgnoringNewLines(run.resolve("report.html").toString());
    assertThat(first.err())
        .isEqualToIgnoringNewLines(
            "tokenstorm: "
                + run.resolve("result.json")
                + " is made of what the run left. The run was killed, or could not write its end;"
                + " what it kept ends 10.0 s after its start.");
    String page = Files.readString(run.resolve("report.html"));
    assertThat(page).contains("\"how\":\"killed\"");

    Shell again = new Shell();
    assertThat(again.run("report", run.toString())).isZero();
    assertThat(again.err()).isEmpty();
    assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(page);
  }

  @Test
  void a_killed_run_has_a_page_where_its_result_has_no_place() throws IOException {
    Path run = folder.resolve("run");
    StoredRun.leave(run, 10);
    // A folder in its way is in the way of the superuser too.
    Files.createDirectories(run.resolve(".result.json.unfinished/in the way"));
    Path page = folder.resolve("page.html");

    Shell shell = new Shell();
    assertThat(shell.run("report", run.toString(), "--out", page.toString()))
        .as(shell.err())
        .isZero();
    assertThat(shell.err())
        .startsWith("tokenstorm: " + run.resolve("result.json") + " cannot be written (")
        .hasLineCount(1);
    assertThat(page).isNotEmptyFile();
  }

  @Test
  void several_runs_go_to_the_file_that_is_named_if_there_is_none() throws IOException {
    StoredRun.write(folder.resolve("one"), 10, true);
    StoredRun.write(folder.resolve("other"), 10, false);
    Path page = folder.resolve("both.html");
    String[] arguments = {
      "report",
      folder.resolve("one").toString(),
      folder.resolve("other").toString(),
      "--out",
      page.toString()
    };

    assertThat(new Shell().run(arguments)).isZero();
    assertThat(page).isNotEmptyFile();
    Shell again = new Shell();
    assertThat(again.run(arguments)).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("it exists").hasLineCount(1);
  }

  @Test
  void what_cannot_be_reported_is_told_in_a_line() {
    Path file = folder.resolve("nowhere/page.html");
    StoredRun.write(folder.resolve("run"), 10, true);

    wrong("is no folder", folder.resolve("missing").toString());
    wrong("holds no result.json", folder.toString());
    wrong("cannot be written", folder.resolve("run").toString(), "--out", file.toString());
    wrong("at most 8", Stream.generate(folder::toString).limit(9).toArray(String[]::new));
    wrong("DIR");
  }

  private static void wrong(String sentence, String... arguments) {
    Shell shell = new Shell();
    String[] words =
        Stream.concat(Stream.of("report"), Arrays.stream(arguments)).toArray(String[]::new);

    assertThat(shell.run(words)).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).startsWith("tokenstorm: ").contains(sentence).hasLineCount(1);
    assertThat(shell.out()).isEmpty();
  }
}
