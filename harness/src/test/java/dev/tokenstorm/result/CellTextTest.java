package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellTextTest {
  @Test
  void anIntervalComesBackAsItWas() {
    for (Interval interval : SampleRun.intervals()) {
      Interval read = CellText.interval(CellText.write(interval), SampleRun.START).orElseThrow();
      assertThat(IntervalJson.write(read)).isEqualTo(IntervalJson.write(interval));
      assertThat(read.start()).isEqualTo(SampleRun.START.plusNanos(interval.startNanos()));
      assertThat(read.byLoad()).isEqualTo(interval.byLoad());
      for (Latency latency : Latency.values()) {
        assertThat(read.latencies().measured(latency))
            .isEqualTo(interval.latencies().measured(latency));
        assertThat(read.latencies().warmup(latency))
            .isEqualTo(interval.latencies().warmup(latency));
      }
    }
  }

  @Test
  void anEndComesBackAsItWas() {
    RunResult result =
        SampleRun.result(
            true,
            new Ending(Ending.How.ABORTED, "It was stopped.")
                .missing(Duration.ofNanos(1_234_567_891))
                .unseen(3),
            SampleRun.balancedLedger());
    CellEnd end = CellEnd.of(result);
    CellEnd read = CellText.end(CellText.write(end)).orElseThrow();
    assertThat(read.ending()).isEqualTo(end.ending());
    assertThat(read.rpc()).isEqualTo(end.rpc());
    assertThat(read.cutPolls()).isEqualTo(end.cutPolls());
    assertThat(read.byLoad()).isEqualTo(end.byLoad());
    assertThat(LedgerJson.write(read.ledger(), true)).isEqualTo(LedgerJson.write(end.ledger(), true));
  }

  /** What is no such text gives nothing, and throws nothing. */
  @Test
  void whatWasDamagedIsRefusedOrRead() {
    Random random = new Random(3);
    String interval = CellText.write(SampleRun.distinctInterval());
    String end = CellText.write(CellEnd.of(SampleRun.result(false)));
    for (int round = 0; round < 300; round++) {
      assertThat(CellText.interval(damaged(interval, random), Instant.EPOCH)).isNotNull();
      assertThat(CellText.end(damaged(end, random))).isNotNull();
    }
    assertThat(CellText.interval("", Instant.EPOCH)).isEmpty();
    assertThat(CellText.interval("{}", Instant.EPOCH)).isEmpty();
    assertThat(CellText.end("[]")).isEmpty();
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(4); i++) {
      damaged.setCharAt(random.nextInt(damaged.length()), (char) (' ' + random.nextInt(90)));
    }
    return random.nextBoolean()
        ? damaged.toString()
        : damaged.substring(0, random.nextInt(damaged.length()));
  }
}
