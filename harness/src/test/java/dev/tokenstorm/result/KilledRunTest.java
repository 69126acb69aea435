package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of runs that were killed, and are gone on with. */
final class KilledRunTest {
  private static final int FIRST_LIFE_SECONDS = 3;
  private static final Duration GAP = Duration.ofMinutes(5);
  private static final String CHANGED =
      "was changed by another process that went on with the run; see what that one told.";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path killed() {
    Path run = folder.resolve("run");
    StoredRun.leave(run, FIRST_LIFE_SECONDS);
    return run;
  }

  private static void assertRefused(Path run, String rest) {
    assertThatThrownBy(() -> KilledRun.open(run))
        .isInstanceOf(UsageException.class)
        .hasMessage("--take-up: " + run + " " + rest);
    assertThat(KilledRun.find(run)).isEmpty();
  }

  @Test
  void itTellsWhichRunItIsAndHowFarItWasKept() {
    KilledRun killed = KilledRun.open(killed());

    assertThat(killed.runId()).isEqualTo(SampleRun.facts(false).runId());
    assertThat(killed.startedAt()).isEqualTo(SampleRun.START);
    assertThat(killed.keptUntil()).isEqualTo(SampleRun.START.plusSeconds(FIRST_LIFE_SECONDS));
    assertThat(killed.measuredFor()).hasSeconds(FIRST_LIFE_SECONDS);
    assertThat(killed.started()).isFalse();
    List<Interval> read = new ArrayList<>();
    killed.read(read::add);
    assertThat(read).hasSize(FIRST_LIFE_SECONDS);
    assertThat(killed.counts()).isEqualTo(read.get(FIRST_LIFE_SECONDS - 1).counts());
  }

  @Test
  void aResultThatWasMadeOfWhatWasLeftEndsNothing() throws IOException {
    Path run = killed();
    RunFolder.open(run).keepResult();
    assertThat(run.resolve("result.json")).exists();
    assertThat(KilledRun.find(run)).isPresent();
    assertThat(KilledRun.open(run).runId()).isNotEmpty();
  }

  @Test
  void aRunThatCameToItsEndIsRefused() {
    Path run = folder.resolve("run");
    StoredRun.write(run, 10, false);
    assertRefused(run, "is of a run that has come to its end; only one that was killed goes on.");
  }

  @Test
  void aRunThatStillGoesOnIsRefused() {
    Path run = folder.resolve("run");
    try (ResultFiles files =
        ResultFiles.create(run, SampleRun.facts(false), "target: embedded\n", note -> {})) {
      assertThat(files.directory()).isEqualTo(run);
      assertRefused(run, "is of a run that still goes on; wait for its end, or interrupt it.");
    }
  }

  @Test
  void aFolderWithoutAPlanIsRefused() throws IOException {
    Path run = killed();
    Files.delete(run.resolve("plan.yaml"));
    assertThatThrownBy(() -> KilledRun.open(run))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--take-up: %s holds no plan.yaml, which a run that was killed leaves behind; name another folder."
                .formatted(run));
  }

  @Test
  void anotherFolderIsRefused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertRefused(
        other,
        "holds no unfinished.jsonl, which a run that was killed leaves behind; name another"
            + " folder.");
    assertRefused(
        folder.resolve("none"), "is no folder; name the results folder of a run that was killed.");
  }

  @Test
  void theSecondLifesIntervalsFollowOnInAllFiles() throws IOException {
    Path run = killed();
    // What the kill cut off.
    for (String file : List.of("unfinished.jsonl", "intervals.csv", "latency.hlog")) {
      Files.writeString(run.resolve(file), "torn", StandardOpenOption.APPEND);
    }
    RunFolder.open(run).keepResult();
    KilledRun killed = KilledRun.open(run);
    RunFacts facts = SampleRun.facts(false);
    RunRecorder recorder = new RunRecorder(facts);
    killed.read(recorder);
    Instant takenUpAt = SampleRun.START.plus(GAP);
    LedgerCounts second = StoredRun.interval(1, Phase.DRAIN).counts();
    RunResult result;
    try (ResultFiles files = ResultFiles.goOn(killed, facts, note -> {})) {
      assertThat(run.resolve("result.json")).doesNotExist();
      JoinedIntervals joined = new JoinedIntervals(killed, takenUpAt, recorder.andThen(files));
      joined.countFrom(StoredRun.interval(0, Phase.DRAIN).counts());
      joined.accept(StoredRun.interval(0, Phase.DRAIN));
      joined.accept(StoredRun.interval(1, Phase.DRAIN));
      result =
          recorder.finish(
              Ending.finished(),
              SampleRun.balancedLedger(),
              joined.rpc(SampleRun.rpc(1)),
              CutPolls.NONE);
      assertThat(joined.counts(second).workflows(ExecutionState.COMPLETED))
          .isGreaterThan(killed.counts().workflows(ExecutionState.COMPLETED));
      // A second kill leaves a folder that can be taken up again.
      assertThat(Files.readAllLines(run.resolve("unfinished.jsonl")))
          .hasSize(1 + FIRST_LIFE_SECONDS + 2);
      assertThat(files.finish(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS)).isEmpty();
    }
    assertThat(result.phase(Phase.MEASURE).seconds()).isEqualTo(FIRST_LIFE_SECONDS);
    assertThat(result.phase(Phase.DRAIN).seconds()).isEqualTo(2);
    assertThat(run.resolve("unfinished.jsonl")).doesNotExist();

    List<IntervalSample> samples = new ArrayList<>();
    RunFolder.open(run).read(samples::add);
    assertThat(samples).hasSize(FIRST_LIFE_SECONDS + 2);
    List<String> rows = Files.readAllLines(run.resolve("intervals.csv"));
    assertThat(rows).hasSize(1 + FIRST_LIFE_SECONDS + 2);
    assertThat(rows.get(1 + FIRST_LIFE_SECONDS))
        .startsWith("%d,%s,%d.".formatted(FIRST_LIFE_SECONDS, takenUpAt, GAP.toSeconds()));
  }

  @Test
  void aSecondLifeThatIsKilledCanBeTakenUpAsWell() {
    Path run = killed();
    KilledRun killed = KilledRun.open(run);
    RunFacts facts = SampleRun.facts(false);
    try (ResultFiles files = ResultFiles.goOn(killed, facts, note -> {})) {
      JoinedIntervals joined = new JoinedIntervals(killed, SampleRun.START.plus(GAP), files);
      joined.accept(StoredRun.interval(0, Phase.DRAIN));
    }
    KilledRun again = KilledRun.open(run);
    assertThat(again.started()).isTrue();
    assertThat(again.keptUntil()).isEqualTo(SampleRun.START.plus(GAP).plusSeconds(1));
    assertThat(again.measuredFor()).hasSeconds(FIRST_LIFE_SECONDS);
    assertThat(again.counts()).isEqualTo(killed.counts());
  }

  @Test
  void whatHadToBeUndoneCostsNoInterval() throws IOException {
    Path run = folder.resolve("run");
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {})) {
      UndoJournal.Entry over = files.undo().begins("Fault 1 may still go on", "first");
      files.accept(StoredRun.interval(0, Phase.MEASURE));
      over.undone();
      files.accept(StoredRun.interval(1, Phase.MEASURE));
    }
    try (ResultFiles files =
        ResultFiles.goOn(KilledRun.open(run), SampleRun.facts(true), note -> {})) {
      assertThat(files.directory()).isEqualTo(run);
    }
    assertThat(intervals(KilledRun.open(run))).extracting(Interval::index).containsExactly(0, 1);
    assertThat(NotUndone.of(run)).isEmpty();
  }

  /** The last interval is damaged, so that it is cut off. */
  @Test
  void whatHasToBeUndoneStaysBehindTheLastWholeInterval() throws IOException {
    Path run = killed();
    Path unfinished = run.resolve("unfinished.jsonl");
    Files.writeString(
        unfinished,
        "{\"index\":\n"
            + "{\"undo\":{\"number\":1,\"what\":\"A fault may still go on\",\"command\":\"end"
            + " it\"}}\n",
        StandardOpenOption.APPEND);
    try (ResultFiles files =
        ResultFiles.goOn(KilledRun.open(run), SampleRun.facts(false), note -> {})) {
      assertThat(files.directory()).isEqualTo(run);
    }
    assertThat(Files.readAllLines(unfinished)).hasSize(1 + FIRST_LIFE_SECONDS + 1);
    assertThat(NotUndone.of(run)).extracting(NotUndone::command).containsExactly("end it");
  }

  @Test
  void aSecondLifeKnowsWhatTheFirstDidNotUndo() throws IOException {
    Path run = folder.resolve("run");
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(true), "", note -> {})) {
      var unused = files.undo().begins("Fault 1 may still go on", "first");
      files.accept(StoredRun.interval(0, Phase.MEASURE));
    }
    KilledRun killed = KilledRun.open(run);
    assertThat(killed.notUndone()).extracting(NotUndone::command).containsExactly("first");
    try (ResultFiles files = ResultFiles.goOn(killed, SampleRun.facts(true), note -> {})) {
      files.undo().begins("Fault 2 may still go on", "second").undone();
    }
    assertThat(NotUndone.of(run)).extracting(NotUndone::command).containsExactly("first");
  }

  private static List<Interval> intervals(KilledRun killed) {
    List<Interval> read = new ArrayList<>();
    killed.read(read::add);
    return read;
  }

  @Test
  void whileASecondLifeGoesOnNobodyElseGoesOn() {
    Path run = killed();
    KilledRun killed = KilledRun.open(run);
    try (ResultFiles files = ResultFiles.goOn(killed, SampleRun.facts(false), note -> {})) {
      assertThat(files.directory()).isEqualTo(run);
      assertRefused(run, "is of a run that still goes on; wait for its end, or interrupt it.");
    }
    assertThat(KilledRun.find(run)).isPresent();
  }

  private static Map<String, String> content(Path run) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
      for (Path file : files) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private static void assertNothingChanges(KilledRun refused, String rest) throws IOException {
    Map<String, String> before = content(refused.directory());
    assertThatThrownBy(() -> ResultFiles.goOn(refused, SampleRun.facts(false), note -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessage("--take-up: " + refused.directory() + " " + rest);
    assertThat(content(refused.directory())).isEqualTo(before);
  }

  /** Both have seen a folder that nobody writes. */
  @Test
  void ofTwoWhoGoOnAtOnceTheSecondChangesNothing() throws IOException {
    Path run = killed();
    KilledRun first = KilledRun.open(run);
    KilledRun second = KilledRun.open(run);
    try (ResultFiles files = ResultFiles.goOn(first, SampleRun.facts(false), note -> {})) {
      JoinedIntervals joined = new JoinedIntervals(first, SampleRun.START.plus(GAP), files);
      joined.accept(StoredRun.interval(0, Phase.DRAIN));
      assertNothingChanges(
          second, "is of a run that another process goes on with; wait for its end.");
    }
    // The first was killed in turn, and has left an interval of which the second knows nothing.
    assertNothingChanges(second, CHANGED);
    assertThat(intervals(KilledRun.open(run))).hasSize(FIRST_LIFE_SECONDS + 1);
  }

  @Test
  void aRunThatAnotherBroughtToItsEndIsNotGoneOnWith() throws IOException {
    Path run = killed();
    KilledRun first = KilledRun.open(run);
    KilledRun second = KilledRun.open(run);
    RunFacts facts = SampleRun.facts(false);
    RunRecorder recorder = new RunRecorder(facts);
    first.read(recorder);
    try (ResultFiles files = ResultFiles.goOn(first, facts, note -> {})) {
      JoinedIntervals joined =
          new JoinedIntervals(first, SampleRun.START.plus(GAP), recorder.andThen(files));
      joined.accept(StoredRun.interval(0, Phase.DRAIN));
      RunResult result =
          recorder.finish(
              Ending.finished(),
              SampleRun.balancedLedger(),
              joined.rpc(SampleRun.rpc(1)),
              CutPolls.NONE);
      assertThat(files.finish(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS)).isEmpty();
    }
    assertNothingChanges(second, CHANGED);
    assertThat(run.resolve("unfinished.jsonl")).doesNotExist();
  }

  /** Whatever is told of a run to its user must only offer what works. */
  @Test
  void onlyARunOnAServerOfOthersWithoutOperatorsCanBeTakenUp() {
    Path own = killed();
    assertThat(KilledRun.open(own).canBeTakenUp()).isFalse();
    assertThat(notes(own)).noneMatch(note -> note.contains("--take-up"));

    Path other = folder.resolve("other");
    StoredRun.leaveElsewhere(other, 1);
    assertThat(KilledRun.open(other).canBeTakenUp()).isTrue();
    assertThat(notes(other))
        .contains(
            "tokenstorm run --take-up %s goes on with the run, and brings to its end what is open."
                .formatted(other));

    Path operated = folder.resolve("operated");
    StoredRun.leaveElsewhere(operated, 1, "operate", "reset=10");
    assertThat(KilledRun.open(operated).canBeTakenUp()).isFalse();
    assertThat(notes(operated))
        .noneMatch(note -> note.contains("--take-up"))
        .anyMatch(note -> note.startsWith("tokenstorm clean "));
  }

  private static List<String> notes(Path run) {
    List<String> notes = new ArrayList<>();
    RunFolder.open(run).result().at("/verdict/notes").forEach(note -> notes.add(note.asText()));
    return notes;
  }
}
