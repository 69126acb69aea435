package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.measurement.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotUndoneTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A run that was killed while a fault went on, after another was over. */
  private Path killed() {
    Path run = folder.resolve("run");
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {})) {
      UndoJournal.Entry over = files.undo().begins("Fault 1 may still go on", "first");
      files.accept(StoredRun.interval(0, Phase.MEASURE));
      var unused = files.undo().begins("Fault 2 (\"5s\") may still go on", "kill -CONT 4711");
      over.undone();
      files.accept(StoredRun.interval(1, Phase.MEASURE));
    }
    return run;
  }

  @Test
  void whatWasNotUndoneIsKnownWithItsCommand() throws IOException {
    assertThat(NotUndone.of(killed()))
        .containsExactly(new NotUndone("Fault 2 (\"5s\") may still go on", "kill -CONT 4711"));
  }

  @Test
  void theResultOfAKilledRunNamesItAndHasAllIntervals() {
    RunFolder run = RunFolder.open(killed());
    String sentence = "Fault 2 (\"5s\") may still go on; this ends it: kill -CONT 4711";
    JsonNode result = run.result();

    assertThat(DocumentSchema.RUN.violations(result)).isEmpty();
    assertThat(run.notUndone()).containsExactly(sentence);
    assertThat(result.at("/verdict/notes/0").asText()).isEqualTo(sentence);
    assertThat(result.at("/not_undone/0/command").asText()).isEqualTo("kill -CONT 4711");
    assertThat(result.at("/figures/measure/seconds").asDouble()).isEqualTo(2);
  }

  @Test
  void aRunThatHasUndoneEverythingSaysNothing() {
    Path run = folder.resolve("run");
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {})) {
      files.undo().begins("Fault 1 may still go on", "first").undone();
    }

    assertThat(RunFolder.open(run).notUndone()).isEmpty();
    assertThat(RunFolder.open(run).result().has("not_undone")).isFalse();
  }

  /** Damage costs intervals that follow it, and none of this. */
  @Test
  void damagedLinesArePassedOver() throws IOException {
    Path run = killed();
    Path file = run.resolve(UnfinishedLog.NAME);
    Files.writeString(file, Files.readString(file).replace("{\"undone\":", "{\"undone\""));
    Files.writeString(file, Files.readString(file).replace("{\"index\"", "{\"index"));

    assertThat(NotUndone.of(run)).extracting(NotUndone::command).containsExactly("kill -CONT 4711");
  }

  /** An end that is written over its begin has room on a full disk too. */
  @Test
  void thatSomethingIsUndoneIsWrittenOverItsBegin() throws IOException {
    Path run = folder.resolve("run");
    Path file = run.resolve(UnfinishedLog.NAME);
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {})) {
      UndoJournal.Entry first = files.undo().begins("Fault 1 may still go on", "first");
      long before = Files.size(file);
      assertThat(Files.readString(file)).contains("\n{\"undo\":  {");
      first.undone();
      assertThat(Files.size(file)).isEqualTo(before);
      assertThat(Files.readString(file)).contains("\n{\"undone\":{").endsWith("}}\n");
    }

    assertThat(NotUndone.journal(run)).isEqualTo(new NotUndone.Journal(List.of(), 1));
  }

  @Test
  void theFolderOfAnEarlierVersionIsReadAsWell() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        run.resolve(UnfinishedLog.NAME),
        """
        {"undo":{"number":1,"what":"Fault 1 may still go on","command":"first"}}
        {"undo":{"number":2,"what":"Fault 2 may still go on","command":"second"}}
        {"undone":1}
        """);

    assertThat(NotUndone.journal(run))
        .isEqualTo(
            new NotUndone.Journal(List.of(new NotUndone("Fault 2 may still go on", "second")), 2));
  }

  /** The server is ended after the end was written, or could not be. */
  @Test
  void whatIsUndoneAfterAResultThatCannotBeWrittenIsKept() throws IOException {
    Path run = folder.resolve("run");
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {})) {
      UndoJournal.Entry server = files.undo().begins("The dev server may still run", "kill 4711");
      var unused = files.undo().begins("Fault 1 may still go on", "first");
      Files.createDirectory(run.resolve("result.json"));
      assertThat(files.finish(SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
          .hasSize(1);
      server.undone();
    }

    assertThat(NotUndone.of(run)).extracting(NotUndone::command).containsExactly("first");
  }

  /** A fault may end after the run's files are closed. */
  @Test
  void whatComesAfterTheEndIsNotKept() throws IOException {
    Path run = folder.resolve("run");
    ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {});
    files.close();
    files.undo().begins("Fault 1 may still go on", "first").undone();

    assertThat(NotUndone.of(run)).isEmpty();
  }
}
