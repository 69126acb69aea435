package dev.tokenstorm.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final ProgressGoal THREE_HUNDRED =
      new ProgressGoal(
          WorkloadKind.GREETING,
          OptionalLong.of(300),
          Optional.empty(),
          Duration.ofSeconds(1),
          OptionalLong.empty());
  private static final ProgressGoal THREE_SECONDS =
      new ProgressGoal(
          WorkloadKind.GREETING,
          OptionalLong.empty(),
          Optional.of(Duration.ofSeconds(3)),
          Duration.ofSeconds(1),
          OptionalLong.empty());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLogGetsALineAtEachChangeOfPhase() {
    try (Progress progress = Progress.lines(stream, THREE_HUNDRED)) {
      SampleRun.intervals().forEach(progress);
    }
    assertThat(text().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("[00:01] warm-up 100%, not counted · "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "[00:02] measure 0%, 0 of 300 workflows · 100/s · in flight 100, pending"
                            + " 151, queue 7 · completion p50 3.96 ms, p99 5.92 ms · workflow p50"
                            + " 6.93 ms, p99 10.4 ms · errors 5 · ETA 10 s"),
            line -> assertThat(line).startsWith("[00:05] drain 100%, 300 of 300 workflows · "));
  }

  @Test
  void standaloneActivitiesAreCountedAsExecutions() {
    ProgressGoal executions =
        new ProgressGoal(
            WorkloadKind.STANDALONE,
            OptionalLong.of(300),
            Optional.empty(),
            Duration.ofSeconds(1),
            OptionalLong.empty());
    try (Progress progress = Progress.lines(stream, executions)) {
      SampleRun.intervals().forEach(progress);
    }
    assertThat(text().lines().skip(1))
        .allSatisfy(line -> assertThat(line).contains(" of 300 executions · ", " · execution p50 "))
        .noneMatch(line -> line.contains("workflow"));
  }

  @Test
  void aStandaloneRunsViewHasItsColumnsWhereAGreetingsHas() {
    ProgressGoal executions =
        new ProgressGoal(
            WorkloadKind.STANDALONE,
            OptionalLong.of(300),
            Optional.empty(),
            Duration.ofSeconds(1),
            OptionalLong.empty());
    try (Progress progress = Progress.live(stream, executions, () -> 80, false)) {
      SampleRun.intervals().forEach(progress);
      assertThat(screen())
          .anyMatch(line -> line.matches("  executions  [0-9].*"))
          .anyMatch(line -> line.matches("  execution   p50.*"))
          .anyMatch(line -> line.matches("  completion  p50.*"));
    }
  }

  @Test
  void aRunThatParksTokensTellsHowManyAreParkedAndThenAnswered() {
    ProgressGoal park =
        new ProgressGoal(
            WorkloadKind.GREETING,
            OptionalLong.of(300),
            Optional.empty(),
            Duration.ofSeconds(1),
            OptionalLong.of(302));
    try (Progress progress = Progress.lines(stream, park)) {
      SampleRun.releasing().forEach(progress);
    }
    assertThat(text().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("[00:01] warm-up 100%, not counted · "),
            line ->
                assertThat(line)
                    .startsWith("[00:02] measure 50%, 151 of 302 tokens parked · ")
                    .endsWith(" · ETA 1 s"),
            line ->
                assertThat(line)
                    .startsWith("[00:04] release 100%, 152 of 152 tokens answered · ")
                    .endsWith(" · ETA 0 s"),
            line -> assertThat(line).startsWith("[00:05] drain "));
  }

  @Test
  void aLogGetsALineWhenAFaultBeginsAndWhenItIsOver() {
    try (Progress progress = Progress.lines(stream, THREE_HUNDRED)) {
      for (int index = 1; index < 5; index++) {
        progress.accept(
            SampleRun.interval(
                index,
                Phase.MEASURE,
                index == 2 || index == 3 ? List.of("2s: cut 2s") : List.of()));
      }
    }
    assertThat(text().lines().map(line -> line.substring(0, 7)))
        .containsExactly("[00:02]", "[00:03]", "[00:05]");
    assertThat(text().lines().filter(line -> line.contains(" · fault 2s: cut 2s · ")))
        .singleElement()
        .asString()
        .startsWith("[00:03]");
  }

  @Test
  void aTerminalSeesTheFaultThatGoesOnAndNoOther() {
    try (Progress progress = Progress.live(stream, THREE_HUNDRED, () -> 80, false)) {
      progress.accept(SampleRun.interval(1, Phase.MEASURE, List.of("2s: cut 2s", "2s: stall 1s")));
      assertThat(screen()).hasSize(6).last().isEqualTo("  fault 2s: cut 2s and 2s: stall 1s");
      progress.accept(SampleRun.interval(2, Phase.MEASURE));
      assertThat(screen()).hasSize(5);
    }
  }

  @Test
  void aLogGetsALineEveryFiveSeconds() {
    try (Progress progress = Progress.lines(stream, THREE_HUNDRED)) {
      for (int index = 0; index < 20; index++) {
        progress.accept(SampleRun.interval(index, Phase.MEASURE));
      }
    }
    assertThat(text().lines().map(line -> line.substring(0, 7)))
        .containsExactly("[00:01]", "[00:06]", "[00:11]", "[00:16]");
  }

  @Test
  void aTerminalSeesOneViewThatIsDrawnAnewAndGoneAtTheEnd() {
    try (Progress progress = Progress.live(stream, THREE_HUNDRED, () -> 80, false)) {
      SampleRun.intervals().forEach(progress);
      assertThat(screen()).hasSize(5).first().asString().startsWith("drain    ██████");
    }
    assertThat(screen()).isEmpty();
  }

  @Test
  void aRunOfADurationFillsTheBarByTime() {
    try (Progress progress = Progress.live(stream, THREE_SECONDS, () -> 100, false)) {
      SampleRun.intervals().subList(0, 3).forEach(progress);
    }
    assertThat(text()).contains("█░").contains("66%, 100 workflows  ETA 1 s");
  }

  @Test
  void noLineIsWiderThanTheTerminalHoweverNarrowItIs() {
    for (int columns : List.of(2, 20, 40, 50, 60, 62, 80, 200)) {
      try (Progress progress = Progress.live(stream, THREE_HUNDRED, () -> columns, false)) {
        progress.accept(SampleRun.interval(1_000_000, Phase.MEASURE));
        assertThat(screen()).hasSize(5).allMatch(line -> line.length() < columns);
      }
    }
  }

  @Test
  void withoutColoursOnlyTheCursorIsSteered() {
    try (Progress progress = Progress.live(stream, THREE_SECONDS, () -> 80, false)) {
      SampleRun.intervals().forEach(progress);
    }
    assertThat(text().replaceAll("\u001b\\[5A\r\u001b\\[J", "")).doesNotContain("\u001b");
  }

  @Test
  void theTerminalsWidthIsWhatTheEnvironmentSaysIfItIsSane() {
    assertThat(Progress.columns("132")).hasValue(132);
    for (String nonsense : List.of("", "-1", "0", "wide", "99999999999")) {
      assertThat(Progress.columns(nonsense)).isEmpty();
    }
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a terminal shows: whatever stands after the last time the view was erased. */
  private List<String> screen() {
    String text = text();
    return text.substring(text.lastIndexOf("\u001b[J") + 1).replace("[J", "").lines().toList();
  }
}
