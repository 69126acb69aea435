package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Notation.Misfit;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Whatever is printed for a quantity is read back, as nearly as it was printed. */
final class PrintedQuantitiesTest {
  /**
   * Three significant digits, of which the first may be a 1; times have fewer above two minutes.
   */
  private static final double ROUNDING = 0.0051;

  private static final Duration MONTH = Duration.ofDays(30);
  private final Random random = new Random(20261207);

  @Test
  void whatSummariesPrintIsReadBack() throws Misfit {
    for (int i = 0; i < 4_000; i++) {
      double seconds = between(-8, 6.4);
      near(Unit.SECONDS, seconds, Humanize.seconds(seconds));
      near(DurationNotation.upTo(MONTH).parse(Humanize.seconds(seconds)).toNanos() / 1e9, seconds);
      double rate = between(0, 6);
      near(Unit.PER_SECOND, rate, Humanize.rate(rate));
      near(new RateNotation().parse(Humanize.rate(rate)), rate);
      double bytes = Math.rint(between(0, 16));
      near(Unit.BYTES, bytes, Humanize.bytes(bytes));
      near(Unit.BYTES_PER_SECOND, bytes, Humanize.bytes(bytes) + "/s");
      double ratio = between(-2, 0);
      near(Unit.RATIO, ratio, Humanize.percent(ratio));
      long count = (long) between(0, 15);
      assertThat(Unit.COUNT.parse(Humanize.count(count))).hasValue(count);
      assertThat(CountNotation.between(0, Long.MAX_VALUE).parse(Humanize.count(count)))
          .isEqualTo(count);
      int payload = (int) between(0, 6.3);
      near(CountNotation.bytes(0, 2_000_000).parse(Humanize.bytes(payload)), payload);
    }
    for (Unit unit : Unit.values()) {
      assertThat(unit.parse(FigureText.of(unit, 0))).as(unit.key()).hasValue(0);
    }
  }

  @Test
  void whatPlansAndMessagesPrintIsReadBackExactly() throws Misfit {
    for (int i = 0; i < 4_000; i++) {
      for (Unit unit : Unit.values()) {
        double number = between(-9, 9);
        assertThat(unit.parse(unit.print(number))).as(unit.print(number)).hasValue(number);
      }
      Duration duration = Duration.ofNanos((long) between(0, 15));
      assertThat(DurationNotation.upTo(MONTH).parse(DurationNotation.text(duration)))
          .isEqualTo(duration);
      assertThat(Unit.SECONDS.parse(DurationNotation.text(duration)))
          .hasValue(duration.toNanos() / 1e9);
    }
  }

  @Test
  void oneGrammarServesSettingsAndObjectives() throws Misfit {
    for (String text : new String[] {"1h30m", "2m 05s", "250\u00b5s", "1,500 ms", "1d", "0"}) {
      assertThat(Unit.SECONDS.parse(text))
          .hasValue(DurationNotation.upTo(MONTH).parse(text).toNanos() / 1e9);
    }
    for (String text : new String[] {"200/s", "3/m", "10/30s", "1K/s", "1,200/s", "7"}) {
      assertThat(Unit.PER_SECOND.parse(text)).hasValue(new RateNotation().parse(text));
    }
    for (String text : new String[] {"10k", "10K", "2M", "0.002G", "1,234"}) {
      assertThat(Unit.COUNT.parse(text))
          .hasValue(CountNotation.between(0, 1L << 40).parse(text).doubleValue());
    }
    for (String text : new String[] {"4K", "4KB", "4kB", "4KiB", "4Ki", "1MB", "1MiB", "512B"}) {
      assertThat(Unit.BYTES.parse(text))
          .hasValue(CountNotation.bytes(0, 2_000_000).parse(text).doubleValue());
    }
  }

  private double between(double fromExponent, double toExponent) {
    return Math.pow(10, fromExponent + random.nextDouble() * (toExponent - fromExponent));
  }

  private static void near(Unit unit, double number, String printed) {
    assertThat(unit.parse(printed)).as(printed).isPresent();
    near(unit.parse(printed).getAsDouble(), number);
  }

  private static void near(double read, double number) {
    // Below the smallest unit two decimals are printed, above an hour only whole minutes that have
    // passed.
    double smallest = number >= 3_599 ? 60 : number >= 119 ? 0.5 : 0.0051e-6;
    double rounding = Math.max(number * ROUNDING, smallest);
    assertThat(read).isCloseTo(number, Offset.offset(rounding));
  }
}
