package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdTable;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.MadeRun;
import dev.tokenstorm.result.MadeRun.Second;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every threshold: a run that just trips it, one that just does not, and its row in the document.
 */
class ThresholdTest {
  private static final Path DOCUMENT = Path.of("../docs/methodology.md");

  @ParameterizedTest
  @EnumSource
  void aRunJustPastItIsDoubtedAndOneJustWithinItIsNot(DoubtThreshold threshold) {
    assertThat(kinds(run(threshold, true))).contains(kind(threshold));
    assertThat(kinds(run(threshold, false))).doesNotContain(kind(threshold));
  }

  @Test
  void eachStandsInTheDocumentWithItsValueAndItsDoubt() throws IOException {
    assertThat(ThresholdTable.documented(DOCUMENT))
        .isEqualTo(ThresholdTable.declared(DoubtThreshold.values()));
    assertThat(ThresholdTable.rows(DOCUMENT).stream().map(row -> row.get(2)))
        .containsExactlyElementsOf(
            Stream.of(DoubtThreshold.values()).map(each -> "`" + kind(each).key() + "`").toList());
  }

  /** The doubt that it decides. */
  private static Doubt.Kind kind(DoubtThreshold threshold) {
    return switch (threshold) {
      case LAG_SHARE, LAG_FLOOR -> Doubt.Kind.GENERATOR_LATE;
      case BUSY_HOST -> Doubt.Kind.HOST_SATURATED;
      case PAUSE_SHARE, PAUSE_FLOOR -> Doubt.Kind.OWN_PAUSES;
      case FIRST_PART, FIRST_FACTOR, FIRST_BEYOND -> Doubt.Kind.WARM_UP;
      case BEYOND -> Doubt.Kind.FEW_SAMPLES;
      case STRETCHES, CHANGE, TREND_Z, JUMP_F -> Doubt.Kind.NO_STEADY_STATE;
      case DROPPED, IN_FLIGHT -> Doubt.Kind.LOAD_HELD_BACK;
    };
  }

  private static RunResult run(DoubtThreshold threshold, boolean past) {
    double edge = threshold.value() * (past ? 1.02 : 0.98);
    return switch (threshold) {
      case LAG_SHARE -> run(5, second -> second.lagMillis = edge * second.workflowMillis);
      case LAG_FLOOR ->
          run(
              5,
              second -> {
                second.workflowMillis = 5;
                second.lagMillis = edge * 1_000;
              });
      case BUSY_HOST ->
          run(
              5,
              second -> {
                second.lagMillis = 50;
                second.hostCpu = edge;
              });
      case PAUSE_SHARE -> run(5, second -> second.hiccupMillis = edge * second.workflowMillis);
      case PAUSE_FLOOR ->
          run(
              5,
              second -> {
                second.workflowMillis = 2;
                second.hiccupMillis = edge * 1_000;
              });
      // The first part is a second of ten, and none of nine.
      case FIRST_PART -> course(past ? 10 : 9, i -> i == 0 ? 300 : 100);
      case FIRST_FACTOR -> course(20, i -> i < 2 ? 100 * edge : 100);
      // Of the eighteen stretches of the rest, two or three are slower still.
      case FIRST_BEYOND -> course(20, i -> i < 2 ? 160 : i < (past ? 4 : 5) ? 170 : 100);
      case BEYOND ->
          MadeRun.of(
              SampleRun.facts(true, "require", "workflow.p99 < 1h"),
              1,
              second -> second.workflows = past ? 499 : 500);
      // Two of the first part, and fifteen or fourteen after it.
      case STRETCHES -> course(past ? 17 : 16, i -> i < 10 ? 100 : 200);
      case CHANGE -> course(40, i -> i < 30 ? 100 : 100 * (1 + edge));
      case TREND_Z -> after(rising(past));
      case JUMP_F -> after(sawtooth(spreadAtTheThreshold() / (past ? 1.01 : 0.99)));
      case DROPPED -> run(1, second -> second.dropped = past ? 1 : 0);
      case IN_FLIGHT -> run(1, second -> second.inFlight = past ? 6_000 : 5_999);
    };
  }

  /** A first part, and then workflows that take so many milliseconds, second by second. */
  private static RunResult after(double[] rest) {
    int first = (int) Math.ceil(rest.length / 9.0);
    return course(first + rest.length, i -> i < first ? rest[0] : rest[i - first]);
  }

  /** Numbers whose trend is just clear, or just not, and that look like no two levels. */
  private static double[] rising(boolean clear) {
    // Histograms keep three digits of them, which moves the statistic a little.
    double wanted = DoubtThreshold.TREND_Z.value() + (clear ? 0.1 : -0.1);
    Predicate<double[]> fits =
        numbers ->
            Math.abs(Trend.of(numbers).z() - wanted) < 0.05
                && Jump.of(numbers).f() < DoubtThreshold.JUMP_F.value() / 2;
    Random random = new Random(1);
    double[] numbers = new double[27];
    do {
      Arrays.setAll(numbers, i -> 100 + 2 * i + 40 * random.nextDouble());
    } while (!fits.test(numbers));
    return numbers;
  }

  private static double spreadAtTheThreshold() {
    double low = 1;
    double high = 100;
    while (high - low > 1e-6) {
      double middle = (low + high) / 2;
      if (Jump.of(sawtooth(middle)).f() > DoubtThreshold.JUMP_F.value()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Two levels, each of which falls by its spread, so that there is no trend. */
  private static double[] sawtooth(double spread) {
    double[] numbers = new double[36];
    Arrays.setAll(numbers, i -> (i < 18 ? 100 : 150) + spread * (8.5 - i % 18) / 17);
    return numbers;
  }

  private static RunResult run(int seconds, Consumer<Second> change) {
    return MadeRun.of(SampleRun.facts(true), seconds, change);
  }

  private static RunResult course(int seconds, IntToDoubleFunction workflowMillis) {
    return MadeRun.course(SampleRun.facts(true), seconds, workflowMillis);
  }

  private static List<Doubt.Kind> kinds(RunResult run) {
    return Verdict.of(run).doubts().stream().map(Doubt::kind).toList();
  }
}
