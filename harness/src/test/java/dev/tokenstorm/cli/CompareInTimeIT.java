package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.Proof;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.FigureWord;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.CompareExecution;
import dev.tokenstorm.run.CompareListener;
import dev.tokenstorm.run.CompareOutcome;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunListener;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What changes with time fools whoever runs one side after the other, and does not fool {@code
 * compare}. Both are asked of the same runs: those of the second half as if they were one side, and
 * those of the first half as if they were the other. Each run is of the same server.
 */
@Tag("soak")
@Isolated("what else runs would take its time")
@Timeout(600)
final class CompareInTimeIT {
  private static final int BLOCKS = 12;
  private static final String RATE = "completions.rate";
  private static final List<String> DIFFERENT = List.of("better", "worse");
  private static final List<String> ALIKE = List.of("same", "undecided");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** Prints nothing. */
  private static final class Silent implements CompareListener {
    @Override
    public void note(String sentence) {}

    @Override
    public void begun(ComparePlan plan, RunPlan example, List<TargetInfo> targets) {}

    @Override
    public RunListener runs() {
      return sentence -> {};
    }

    @Override
    public void planned(ComparePlan plan, CompareState state) {}

    @Override
    public void ran(ComparePlan plan, CompareState state, Duration left) {}

    @Override
    public void over() {}

    @Override
    public void written(CompareOutcome outcome) {}
  }

  /**
   * Compares a server with itself. A comparison that goes on has the number of blocks that it began
   * with, and each run has as many workflows, however slow this host is.
   */
  private CompareRecord inTurn(String name, NullServerProcess server)
      throws IOException, InterruptedException {
    Path out = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        out.resolve("compare.json"),
        """
        {"schema": "tokenstorm.compare/v1", "compare_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "interrupted", "runs": [],
         "lengths": {"warmup_seconds": 0.2, "measured_seconds": 1}, "schedule": {"blocks": %d},
         "settings": {}}
        """
            .formatted(BLOCKS));
    ComparePlan plan =
        TestPlans.compare(
            "a",
            "",
            "b",
            "",
            "target",
            server.address(),
            "worker",
            "wire",
            "completer",
            "grpc",
            "no-metrics",
            "true",
            "in-flight",
            "10",
            "workflows",
            "40",
            "budget",
            "1h",
            "resume",
            out.toString());
    RunContext context = new RunContext(Clock.systemUTC(), "a test");
    return new CompareExecution(plan, Optional.of(CompareFile.read(out)), context)
        .run(new Silent())
        .record();
  }

  /** What is said of the rate of sides that run in turn. */
  private static String word(CompareRecord record) {
    return record.answer().result().stream()
        .flatMap(result -> result.pairs().stream())
        .filter(pair -> pair.figure().name().equals(RATE))
        .map(pair -> word(pair.word()))
        .findFirst()
        .orElse("no answer");
  }

  private static String word(FigureWord word) {
    return word.word().map(Keyed::key).orElse("no word");
  }

  /** What is said of the rate if the second half of the runs is a side and the first the other. */
  private static String oneAfterTheOther(CompareRecord record) {
    List<String> folders =
        record.state().runs().stream()
            .filter(run -> run.block() > 0)
            .map(run -> record.plan().directory().resolve(run.folder()).toString())
            .toList();
    List<String> words = new ArrayList<>(List.of("compare", "--json"));
    words.addAll(folders.subList(folders.size() / 2, folders.size()));
    words.add("--against");
    words.addAll(folders.subList(0, folders.size() / 2));
    Shell shell = new Shell();
    var unused = shell.run(words.toArray(String[]::new));
    JsonNode document = ProgramRun.json(shell.out());
    assertThat(document.at("/one_after_the_other").asBoolean()).isTrue();
    for (JsonNode pair : document.at("/answer/pairs")) {
      if (pair.path("figure").asText().equals(RATE)) {
        return pair.path("word").asText();
      }
    }
    return "no answer";
  }

  private static String summary(CompareRecord record, String word) {
    return "%s after %d blocks, %d left out"
        .formatted(
            word,
            record.answer().result().map(ComparisonResult::counted).orElse(0),
            record.answer().result().map(ComparisonResult::leftOut).orElse(0));
  }

  /**
   * The latency is three times as long at the end. Chance alone fools a comparison of what is alike
   * once in forty times, so a second one may be made.
   */
  @Test
  void aServerThatBecomesSlowerWithEachRunFoolsOneSideAfterTheOtherOnly() throws Exception {
    try (NullServerProcess server = NullServerProcess.start("latency=50ms,drift=180ms/m")) {
      String word = "none";
      for (int n = 0; n < 2; n++) {
        CompareRecord record = inTurn("drift-" + n, server);
        word = word(record);
        String after = oneAfterTheOther(record);
        Proof.found(
            "compare, a server that becomes slower: %s in turn, %s one side after the other",
            summary(record, word), after);
        assertThat(after).as("the second half beside the first").isEqualTo("worse");
        if (ALIKE.contains(word)) {
          return;
        }
      }
      assertThat(word).as("of sides that are alike").isNotIn(DIFFERENT);
      abort("skipped: host cannot carry it: others took its cores, so that there was " + word);
    }
  }
}
