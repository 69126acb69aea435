package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CpuMeterTest {
  private static final int CORES = 2;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /**
   * A host whose cores are all busy, and on which whoever reads may be held up before and after.
   */
  private static final class BusyHost {
    private final Random random = new Random(20261207);
    private long nanos = -3 * SECOND;
    private long longestStall;

    private void stall() {
      if (longestStall > 0 && random.nextInt(3) == 0) {
        nanos += random.nextLong(longestStall);
      }
    }

    long clock() {
      stall();
      long read = nanos;
      stall();
      return read;
    }

    long cpu() {
      stall();
      long read = CORES * nanos;
      stall();
      return read;
    }
  }

  @Test
  void noStallMakesMoreCpuTimeThanTheCoresHave() {
    BusyHost host = new BusyHost();
    CpuMeter meter = new CpuMeter(host::clock, host::cpu);
    host.longestStall = 4 * SECOND;
    for (int i = 0; i < 10_000; i++) {
      host.nanos += SECOND;
      CpuMeter.Used used = meter.sinceLast();
      assertThat(used.cpuNanos())
          .isPositive()
          .isLessThanOrEqualTo(CORES * (used.toNanos() - used.fromNanos()));
    }
  }

  @Test
  void withoutStallsTheSpanIsExact() {
    BusyHost host = new BusyHost();
    CpuMeter meter = new CpuMeter(host::clock, host::cpu);
    for (int i = 0; i < 10; i++) {
      host.nanos += SECOND;
      CpuMeter.Used used = meter.sinceLast();
      assertThat(used.toNanos() - used.fromNanos()).isEqualTo(SECOND);
      assertThat(used.cpuNanos()).isEqualTo(CORES * SECOND);
    }
  }

  @Test
  void spansFollowEachOtherWithoutAGap() {
    BusyHost host = new BusyHost();
    CpuMeter meter = new CpuMeter(host::clock, host::cpu);
    host.longestStall = SECOND;
    List<CpuMeter.Used> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      host.nanos += 10 * MILLI;
      all.add(meter.sinceLast());
    }
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).fromNanos()).isLessThanOrEqualTo(all.get(i - 1).toNanos());
      assertThat(all.get(i).fromNanos()).isGreaterThanOrEqualTo(all.get(i - 1).fromNanos());
    }
    long whole = all.get(all.size() - 1).toNanos() - all.get(0).fromNanos();
    assertThat(all.stream().mapToLong(CpuMeter.Used::cpuNanos).sum())
        .isLessThanOrEqualTo(CORES * whole);
  }
}
