package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.AuditPlan;
import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.Stage;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.HostPortNotation;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Notation.Misfit;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NotationTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration THIRTY_SECONDS = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "250us, PT0.00025S",
    "500ms, PT0.5S",
    "1.5s, PT1.5S",
    "60s, PT1M",
    "2m, PT2M",
    "1h, PT1H",
    "1 s, PT1S",
    "7ns, PT0.000000007S",
    "250\u00b5s, PT0.00025S",
    "250\u03bcs, PT0.00025S",
    "250\ufffd\ufffds, PT0.00025S",
    "1m30s, PT1M30S",
    "1h30m, PT1H30M",
    "1.5h, PT1H30M",
    "1h0.5m, PT1H30S",
    "2m 05s, PT2M5S",
    "1h 05m, PT1H5M",
    "'1,500 ms', PT1.5S",
    "1d, PT24H",
    "0d, PT0S",
    "23h59m59s999ms999us999ns, PT23H59M59.999999999S",
    "0.5ns, PT0S"
  })
  void durationsAreReadWithTheirUnits(String text, Duration expected) throws Misfit {
    assertThat(DurationNotation.upTo(DAY).parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "s",
        "1.s",
        ".5s",
        "1e3s",
        "5 parsecs",
        "-1s",
        "NaN",
        "1m30",
        "30s1m",
        "1m1m",
        "1m-30s",
        "1m+30s",
        "-1m30s",
        "1m,30s",
        "1,5s",
        "1,5000ms",
        "0,500ms",
        "5M",
        "5S",
        "1m  30s",
        " 1s",
        "1y",
        "25h",
        "1d1ns",
        "1w"
      })
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> DurationNotation.upTo(DAY).parse(text)).isInstanceOf(Misfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200/s, 200",
    "1k/s, 1000",
    "90/m, 1.5",
    "7200/h, 2",
    "200, 200",
    "0.5, 0.5",
    "1k, 1000",
    "3/m, 0.05",
    "1K/s, 1000",
    "'1,200/s', 1200",
    "200 /s, 200",
    "50/1s, 50",
    "10/30s, 0.3333333333333333",
    "90/1m30s, 1",
    "48000/d, 0.5555555555555556"
  })
  void ratesAreReadAsPerSecond(String text, double expected) throws Misfit {
    assertThat(new RateNotation().parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1/s",
        "fast",
        "1/d",
        "1//s",
        "2M/s",
        "Infinity",
        "1e400/s",
        "1/",
        "1/0s",
        "1/-1s",
        "1/5",
        "1/s/s",
        "1/30s1m",
        "1m/s"
      })
  void whatIsNoRateIsRefused(String text) {
    assertThatThrownBy(() -> new RateNotation().parse(text)).isInstanceOf(Misfit.class);
  }

  @Test
  void stagesAreHeldOrRampedOrAPause() throws Misfit {
    assertThat(new StagesNotation().parse("30s@100/s, 1m@100/s..1k/s,2m@ 1k/s , 10s@0/s").stages())
        .containsExactly(
            new Stage(Duration.ofSeconds(30), 100, 100),
            new Stage(Duration.ofMinutes(1), 100, 1_000),
            new Stage(Duration.ofMinutes(2), 1_000, 1_000),
            new Stage(Duration.ofSeconds(10), 0, 0));
    assertThat(new StagesNotation().print(new StagesNotation().parse("90s@0.5/s..90/m,1m@0..1k")))
        .isEqualTo("90s@0.5/s..1.5/s,1m@0/s..1000/s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100/s | must have stages such as 30s@100/s or 1m@100/s..1k/s, where it has 100/s",
        "30s@100/s, | must have stages such as 30s@100/s or 1m@100/s..1k/s, where it has",
        "30s@1/s@2/s | must have stages such as 30s@100/s or 1m@100/s..1k/s",
        "30s@..1/s | must give each stage a rate such as 200/s, 1k/s or 90/m, where it has"
            + " \"30s@..1/s\"",
        "30@100/s | must give each stage a duration with a unit, such as 500ms, 1.5s, 2m or 1h30m,"
            + " where",
        "0s@1/s | must have stages that last between 1ms and 720h, where it has \"0s@1/s\"",
        "1s@fast | must give each stage a rate such as 200/s, 1k/s or 90/m, where it has"
            + " \"1s@fast\"",
        "1s@1/s..2M/s | must give each stage a rate of 0, or between 1/h and 1000000/s, where",
        "1s@-1/s | must give each stage a rate of 0, or between 1/h and 1000000/s, where",
        "1s@1/s...2/s | must give each stage a rate such as",
        "1s@0/s,1h@0/s..0/s | must have a stage with a rate above 0",
        "500h@1/s,500h@1/s | must not take longer than 720h",
      })
  void whatAreNoStagesIsRefusedWithTheWrongOne(String text, String demand) {
    assertThatThrownBy(() -> new StagesNotation().parse(text))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith(demand);
    assertThatThrownBy(() -> new StagesNotation().parse("1s@1/s,".repeat(1_000) + "1s@1/s"))
        .hasMessage("must have at most 1000 stages");
  }

  @Test
  void aNumberInFlightMayChangeEvenly() throws Misfit {
    InFlightNotation notation = new InFlightNotation();
    assertThat(notation.parse("2k")).isEqualTo(InFlight.constant(2_000));
    assertThat(notation.parse("10..2k@30s")).isEqualTo(new InFlight(10, 2_000, THIRTY_SECONDS));
    assertThat(notation.print(new InFlight(200, 10, THIRTY_SECONDS))).isEqualTo("200..10@30s");
    assertThat(notation.parse("200..10@30s").most()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | must be between 1 and 1000000",
        "1.5 | must be a whole number such as 2000, 2k or 1M",
        "10..200 | must be a number such as 200, or a ramp such as 10..200@30s",
        "200@30s | must be a number such as 200, or a ramp such as 10..200@30s",
        "0..200@30s | must be between 1 and 1000000",
        "1..2@30 | must be a duration with a unit",
        "1..2@0 | must be between 1ms and 720h",
      })
  void whatIsNoNumberInFlightIsRefused(String text, String demand) {
    assertThatThrownBy(() -> new InFlightNotation().parse(text))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith(demand);
  }

  @Test
  void burstsAreReadInAnyOrderAndKeptInThatOfTheirMoments() throws Misfit {
    assertThat(new BurstNotation().parse("2k@1m, 500@10s,1@0"))
        .containsExactly(
            new Burst(1, Duration.ZERO),
            new Burst(500, Duration.ofSeconds(10)),
            new Burst(2_000, Duration.ofMinutes(1)));
    assertThat(new BurstNotation().print(new BurstNotation().parse("2k@1m,1@0")))
        .isEqualTo("1@0,2000@1m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | must have bursts such as 500@10s, where it has 500",
        "500@10s, | must have bursts such as 500@10s, where it has",
        "0@10s | must have in each burst between 1 and 1000000, where it has \"0@10s\"",
        "many@10s | must have in each burst a whole number such as 2000, 2k or 1M, where",
        "5@10 | must have in each burst a duration with a unit, such as 500ms, 1.5s, 2m or 1h30m,"
            + " where",
        "5@1s@2s | must have in each burst a duration with a unit",
        "5@-1s | must have in each burst between 0 and 720h",
      })
  void whatAreNoBurstsIsRefusedWithTheWrongOne(String text, String demand) {
    assertThatThrownBy(() -> new BurstNotation().parse(text))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith(demand);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 2000",
    "2k, 2000",
    "1M, 1000000",
    "1.5k, 1500",
    "0.001k, 1",
    "10K, 10000",
    "0.001G, 1000000",
    "10M, 10000000",
    "'2,000', 2000",
    "'1,000,000', 1000000"
  })
  void countsAreReadWithTheirMultiples(String text, long expected) throws Misfit {
    assertThat(CountNotation.between(1, 10_000_000).parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "1.5",
        "0.0005k",
        "1m",
        "2kk",
        "2kB",
        "2,00",
        "20,0000",
        "11M",
        "99999999999999999999999",
        "٣"
      })
  void whatIsNoCountIsRefused(String text) {
    assertThatThrownBy(() -> CountNotation.between(1, 10_000_000).parse(text))
        .isInstanceOf(Misfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "512B, 512",
    "4k, 4000",
    "4kB, 4000",
    "4KiB, 4096",
    "4K, 4000",
    "4KB, 4000",
    "4Ki, 4096",
    "0.01MB, 10000",
    "0.0078125MiB, 8192",
    "4.10 kB, 4100",
    "'9,999', 9999"
  })
  void bytesAreReadInThousandsAndInPowersOfTwo(String text, int expected) throws Misfit {
    assertThat(CountNotation.bytes(0, 10_000).parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4kb", "4mb", "4m", "4kib", "4KBs", "4 parsecs", "0.5", "1MB"})
  void whatIsNoNumberOfBytesIsRefused(String text) {
    assertThatThrownBy(() -> CountNotation.bytes(0, 10_000).parse(text)).isInstanceOf(Misfit.class);
  }

  @Test
  void aSumInAnotherOrderIsRefusedWithTheOrder() {
    assertThatThrownBy(() -> DurationNotation.upTo(DAY).parse("30s1m"))
        .hasMessage("must be a duration with its larger units first, as in 1h30m");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "TRUE, true",
    "True, true",
    "1, true",
    "yes, true",
    "On, true",
    "on, true",
    "false, false",
    "FALSE, false",
    "0, false",
    "NO, false",
    "Off, false"
  })
  void yesAndNoAreReadAsAnyToolWritesThem(String text, boolean expected) throws Misfit {
    assertThat(WordNotation.truth().parse(text)).isEqualTo(expected);
    assertThat(WordNotation.onOff().parse(text)).isEqualTo(expected);
    assertThat(WordNotation.truth().print(expected)).isEqualTo(String.valueOf(expected));
    assertThat(WordNotation.onOff().print(expected)).isEqualTo(expected ? "on" : "off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "y", "enabled", "true "})
  void whatIsNeitherYesNorNoIsRefused(String text) {
    assertThatThrownBy(() -> WordNotation.truth().parse(text)).hasMessage("must be true or false");
    assertThatThrownBy(() -> WordNotation.onOff().parse(text)).hasMessage("must be on or off");
  }

  @Test
  void wordsAreReadInAnyCase() throws Misfit {
    assertThat(WordNotation.of(WorkerPlan.Kind.class).parse("Wire"))
        .isEqualTo(WorkerPlan.Kind.WIRE);
    assertThat(new AuditNotation().parse("ALL")).isEqualTo(new AuditPlan.All());
    assertThat(new AuditNotation().parse("Sample:1,000")).isEqualTo(new AuditPlan.Sample(1_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "exp:",
        "exp:0",
        "exp:50",
        "uniform:10ms",
        "uniform:90ms..10ms",
        "lognormal:50ms",
        "lognormal:50ms,-1",
        "lognormal:50ms,9",
        "lognormal:50ms,x",
        "gamma:50ms",
        "25h",
        "50"
      })
  void whatIsNoDelayIsRefused(String text) {
    assertThatThrownBy(() -> new DelayNotation().parse(text)).isInstanceOf(Misfit.class);
  }

  @Test
  void theDelaysOfTheHelpTextAreRead() throws Misfit {
    Duration mean = Duration.ofMillis(50);
    DelayNotation delays = new DelayNotation();
    assertThat(delays.parse("0")).isEqualTo(new Delay.Fixed(Duration.ZERO));
    assertThat(delays.parse("50ms")).isEqualTo(new Delay.Fixed(mean));
    assertThat(delays.parse("exp:50ms")).isEqualTo(new Delay.Exponential(mean));
    assertThat(delays.parse("uniform:10ms..90ms"))
        .isEqualTo(new Delay.Uniform(Duration.ofMillis(10), Duration.ofMillis(90)));
    assertThat(delays.parse("lognormal:50ms,0.5")).isEqualTo(new Delay.LogNormal(mean, 0.5));
    Duration minute = Duration.ofSeconds(90);
    assertThat(delays.parse("exp:1m30s")).isEqualTo(new Delay.Exponential(minute));
    assertThat(delays.parse("uniform:1m30s..2m 00s"))
        .isEqualTo(new Delay.Uniform(minute, Duration.ofMinutes(2)));
    assertThat(delays.parse("lognormal:1,500 ms,0.5"))
        .isEqualTo(new Delay.LogNormal(Duration.ofMillis(1_500), 0.5));
  }

  @Test
  void operatorCommandsAreSharesAndAPauseHasALength() throws Misfit {
    OperatorNotation operators = new OperatorNotation();
    assertThat(operators.print(operators.parse("pause=0%:2s"))).isEqualTo("reset=0%");
    assertThat(operators.parse("pause=5%:2s,reset=1%,options=1.5"))
        .isEqualTo(new OperatorPlan(5, Duration.ofSeconds(2), 1, 1.5));
    assertThat(operators.parse(" options = 100 % "))
        .isEqualTo(new OperatorPlan(0, Duration.ZERO, 0, 100));
    assertThat(operators.parse("pause=0:1s,reset=0")).isEqualTo(OperatorPlan.NONE);
    assertThat(operators.print(new OperatorPlan(5, Duration.ofMillis(1500), 0.5, 1)))
        .isEqualTo("pause=5%:1500ms,reset=0.5%,options=1%");
  }

  @Test
  void outcomesLeftOutAreZeroAndTheirSumHasATolerance() throws Misfit {
    OutcomesNotation outcomes = new OutcomesNotation();
    assertThat(outcomes.parse("complete=97,fail=1,abandon=1,cancel=1"))
        .isEqualTo(new Outcomes(97, 1, 1, 1));
    assertThat(outcomes.parse("complete=97%,fail=3 %")).isEqualTo(new Outcomes(97, 3, 0, 0));
    assertThat(outcomes.parse("fail=100")).isEqualTo(new Outcomes(0, 100, 0, 0));
    assertThat(outcomes.parse("complete=33.3333333, fail=33.3333333, cancel=33.3333334").abandon())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5:7233, 10.0.0.5, 7233",
    "localhost:1, localhost, 1",
    "[::1]:7233, ::1, 7233",
    "[fe80::1%eth0]:80, fe80::1%eth0, 80",
    "a_b.c:65535, a_b.c, 65535",
    "my_host:7233, my_host, 7233",
    "4f2a9c0d1e2f:7233, 4f2a9c0d1e2f, 7233",
    "host.:1, host., 1"
  })
  void addressesAreReadWithAnIpv6AddressInBrackets(String text, String host, int port)
      throws Misfit {
    HostPortNotation notation = new HostPortNotation(1);
    assertThat(notation.parse(text)).isEqualTo(new HostPort(host, port));
    assertThat(notation.print(notation.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        ":7233",
        "host:0",
        "host:65536",
        "host:99999999999",
        "::1:7233",
        "http://host:1",
        "user@host:1",
        "host:1/x",
        "ho st:1",
        "-host:1",
        "host-:1",
        "a..b:1",
        ".a:1",
        "10.0.0:7233",
        "10.0.0.256:7233",
        "10.0.0.05:7233",
        "10.0.0.5.6:7233",
        "1234:7233",
        "name.5:7233",
        "[1.2.3.4]:1",
        "[:::]:1",
        "[1:2]:1",
        "[::1:7233",
        "host:+1"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> new HostPortNotation(1).parse(text)).isInstanceOf(Misfit.class);
  }

  @Test
  void whatIsPrintedIsReadBackEqual() throws Misfit {
    Random random = new Random(20261122);
    for (int i = 0; i < 2_000; i++) {
      Duration duration = Duration.ofNanos((long) Math.pow(10, 3 + random.nextDouble() * 10));
      Duration longer = duration.multipliedBy(2);
      roundTrip(DurationNotation.upTo(DAY), duration);
      roundTrip(new RateNotation(), Math.pow(10, -3 + random.nextDouble() * 9));
      Duration stage = longer.plusMillis(1);
      double rate = Math.pow(10, -3 + random.nextDouble() * 9);
      roundTrip(
          new StagesNotation(),
          new LoadShape(List.of(new Stage(stage, 0, rate), new Stage(stage, rate, rate))));
      roundTrip(new DelayNotation(), new Delay.Fixed(duration));
      roundTrip(new DelayNotation(), new Delay.Exponential(duration));
      roundTrip(new DelayNotation(), new Delay.Uniform(duration, longer));
      roundTrip(new DelayNotation(), new Delay.LogNormal(duration, random.nextInt(5000) / 1000.0));
      double fail = random.nextInt(100_000) / 1000.0;
      roundTrip(new OutcomesNotation(), new Outcomes(100 - fail, fail, 0, 0));
      roundTrip(CountNotation.between(0, Long.MAX_VALUE), random.nextLong() & Long.MAX_VALUE);
    }
  }

  private static <T> void roundTrip(Notation<T> notation, T value) throws Misfit {
    assertThat(notation.parse(notation.print(value))).isEqualTo(value);
  }
}
