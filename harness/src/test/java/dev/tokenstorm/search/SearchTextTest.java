package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.report.SearchText;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SearchTextTest {
  private static final IntRange RANGE = new IntRange(1, 512);
  private static final TrialTiming PACE =
      new TrialTiming(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ZERO);
  private static final PoolSize GIVEN = new PoolSize(OptionalInt.of(64), 4);
  private static final TargetInfo TARGET =
      new TargetInfo("remote", "127.0.0.1:7233", "default", Optional.of("1.29.1"));

  private static SearchRecord record(
      SearchPlan plan, StopReason end, Optional<SearchAnswer> answer, List<Trial> trials) {
    return new SearchRecord(plan, SampleRun.START, TARGET, Optional.of(end), answer, trials);
  }

  static SearchRecord tuned(Duration budget) throws InterruptedException {
    Simulation.Found found =
        Simulation.completers(1, 0.01, Simulation.asymptotes(0.1, 400))
            .search(new TuneStrategy(RANGE, 1, PACE, trials -> 1), budget);
    return record(
        TestPlans.tune("target", "127.0.0.1:7233", "steps", "2"),
        found.end(),
        Knee.of(found.trials(), RANGE, true).map(knee -> knee),
        found.trials());
  }

  static SearchRecord capacity(double forLong) throws InterruptedException {
    Simulation.Found found =
        new Simulation(
                1,
                (step, random) -> {
                  double limit = step.role() == Step.Role.CONFIRMATION ? 50 * forLong : 50;
                  double rate = step.role() == Step.Role.WARMUP ? 40 : step.value();
                  return new Simulation.Result(
                      rate <= limit ? TrialVerdict.HOLDS : TrialVerdict.BREAKS,
                      4 * Math.min(rate, limit),
                      0.01,
                      rate <= limit
                          ? List.of()
                          : List.of("workflow.p99 < 1s does not hold: it was 1.31 s."));
                })
            .search(
                new CapacityStrategy(PACE, Duration.ofMinutes(1), false, GIVEN),
                Duration.ofMinutes(20));
    return record(
        TestPlans.capacity("target", "127.0.0.1:7233", "require", "workflow.p99 < 1s"),
        found.end(),
        Capacity.of(found.trials(), GIVEN).map(answer -> answer),
        found.trials());
  }

  private static String text(SearchRecord search) {
    String text = new SearchText(false).render(search);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    String coloured = new SearchText(true).render(search);
    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text);
    return text;
  }

  @Test
  void tuneSaysTheKneeHowSureItIsAndWhatBoundEachPoint() throws InterruptedException {
    assertThat(text(tuned(Duration.ofMinutes(10))))
        .startsWith("KNEE 40 completers · remote target\n")
        .contains("ended as its answer is narrow enough")
        .containsPattern("With 40 completers \\(95 % interval 39 to 4\\d\\) throughput first comes")
        .containsPattern(
            "Asymptotes: \\d+/s × 10\\d ms per call, as long as few wait, is 4[01].\\d")
        .containsPattern("Recommended: [45]\\d, 20 % more than the interval's end")
        .containsPattern("\\n +8 +1 +7\\d\\.\\d/s +– +\\d+ % +\\d+ % +10\\d ms   completers\\n")
        .containsPattern("\\n +128 +3 +[34]\\d\\d/s .* 3[123]\\d ms   server\\n")
        .containsPattern("\\n +40  █+ 3\\d\\d/s ◂ knee\\n")
        .contains("points/ each run's results");
  }

  @Test
  void tuneThatWasCutShortSaysWhatItDoesNotKnow() throws InterruptedException {
    assertThat(text(tuned(Duration.ofSeconds(40))))
        .startsWith("KNEE at least 32 completers")
        .contains("left no time for another run")
        .contains("Throughput still rises at the largest value that was tried")
        .doesNotContain("Recommended");
    assertThat(text(tuned(Duration.ofMinutes(1))))
        .contains("no run was repeated, so how sure that is is not known");
  }

  @Test
  void capacitySaysTheRateWhatBrokeAboveItAndWhatDidNotHoldForLong() throws InterruptedException {
    assertThat(text(capacity(1)))
        .startsWith("CAPACITY 49.5/s workflows · remote target\n")
        .contains("49.5/s was held for 60.0 s at the end with 49 completers; the capacity lies")
        .contains("this broke first: workflow.p99 < 1s does not hold: it was 1.31 s.")
        .contains("Bottleneck there: server latency (80.0 %): Calls wait.")
        .contains("✓ holds (confirmation)")
        .doesNotContain("not for long");
    assertThat(text(capacity(0.9)))
        .contains("Did not hold for long: 49.5/s")
        .contains("✗ breaks (confirmation)");
  }

  @Test
  void anInterruptedSearchSaysSoBeforeItsAnswerSoFar() throws InterruptedException {
    SearchRecord found = tuned(Duration.ofMinutes(5));
    assertThat(text(record(found.plan(), StopReason.INTERRUPTED, found.answer(), found.trials())))
        .startsWith("INTERRUPTED · KNEE")
        .contains("ended as it was interrupted");
    assertThat(text(record(found.plan(), StopReason.INTERRUPTED, Optional.empty(), List.of())))
        .startsWith("INTERRUPTED · NO ANSWER · remote target");
  }

  @Test
  void aSearchWithoutRunsHasNoAnswer() {
    assertThat(
            text(
                record(
                    TestPlans.tune("target", "null"),
                    StopReason.TARGET_LOST,
                    Optional.empty(),
                    List.of())))
        .startsWith("NO ANSWER · remote target")
        .contains("0 runs in 0 s", "ended as the target went away");
  }
}
