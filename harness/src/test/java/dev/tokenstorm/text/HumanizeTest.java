package dev.tokenstorm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("it changes this process's locale")
class HumanizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 s",
        "0.0000004 | 0.40 µs",
        "0.000812 | 812 µs",
        "0.0009999 | 1.00 ms",
        "0.00124 | 1.24 ms",
        "0.0124 | 12.4 ms",
        "0.124 | 124 ms",
        "0.99949 | 999 ms",
        "0.9996 | 1.00 s",
        "4.05 | 4.05 s",
        "119.4 | 119 s",
        "119.6 | 2m 00s",
        "125 | 2m 05s",
        "3599.6 | 1h 00m",
        "3720 | 1h 02m"
      })
  void durationsHaveThreeDigitsAndAUnitThatFits(double seconds, String expected) {
    assertThat(Humanize.seconds(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | 0/s", "4.05 | 4.05/s", "48.12 | 48.1/s", "481.2 | 481/s", "12345 | 12,345/s"})
  void ratesHaveThreeDigitsUntilTheyAreLarge(double rate, String expected) {
    assertThat(Humanize.rate(rate)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | 0 B", "999 | 999 B", "1000 | 1.00 kB", "3.2e9 | 3.20 GB", "1e18 | 1,000 PB"})
  void bytesAreInPowersOfAThousand(double bytes, String expected) {
    assertThat(Humanize.bytes(bytes)).isEqualTo(expected);
  }

  @Test
  void figuresAreWrittenTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Humanize.count(12_345)).isEqualTo("12,345");
      assertThat(Humanize.seconds(4.05)).isEqualTo("4.05 s");
      assertThat(Humanize.seconds(OptionalDouble.empty())).isEqualTo("–");
    } finally {
      Locale.setDefault(before);
    }
  }
}
