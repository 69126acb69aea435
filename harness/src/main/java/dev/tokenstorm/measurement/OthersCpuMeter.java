package dev.tokenstorm.measurement;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Measures the CPU time that others took on this host: processes other than this one and those that
 * it started, and the hypervisor. It reads Linux's {@code /proc/stat} (proc(5)), whose resolution
 * is 10 ms for each core. Elsewhere nothing is known. For one thread.
 */
public final class OthersCpuMeter {
  /** Linux counts CPU time for user programs in hundredths of a second, on every architecture. */
  private static final long TICK_NANOS = 10_000_000;

  // The places of a line's numbers, after its name.
  private static final int USER = 1;
  private static final int NICE = 2;
  private static final int SYSTEM = 3;
  private static final int HARD_INTERRUPTS = 6;
  private static final int SOFT_INTERRUPTS = 7;
  private static final int STOLEN = 8;

  private final NanoClock clock;
  private final Path stat;
  private Optional<Reading> last;

  /** Begins a span on this host. */
  public OthersCpuMeter(NanoClock clock) {
    this(clock, Path.of("/proc/stat"));
  }

  OthersCpuMeter(NanoClock clock, Path stat) {
    this.clock = clock;
    this.stat = stat;
    this.last = read();
  }

  private record Reading(
      long atNanos, int cores, long busyNanos, long stolenNanos, long oursNanos) {

    OthersCpu since(Reading before) {
      long others = (busyNanos - before.busyNanos) - (oursNanos - before.oursNanos);
      return new OthersCpu(
          atNanos - before.atNanos,
          cores,
          // Counters of different resolution, and a child that ended, can make it look negative.
          Math.max(0, others),
          Math.max(0, stolenNanos - before.stolenNanos));
    }
  }

  /** Returns what others took since the last call, or since the meter was made. */
  public Optional<OthersCpu> sinceLast() {
    Optional<Reading> before = last;
    last = read();
    return before.flatMap(begun -> last.map(now -> now.since(begun)));
  }

  private Optional<Reading> read() {
    try {
      List<String> lines = Files.readAllLines(stat);
      String[] all = lines.get(0).split(" +", -1);
      int cores = (int) lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
      long busy =
          ticks(all, USER)
              + ticks(all, NICE)
              + ticks(all, SYSTEM)
              + ticks(all, HARD_INTERRUPTS)
              + ticks(all, SOFT_INTERRUPTS);
      return Optional.of(
          new Reading(
              clock.nanoTime(),
              Math.max(1, cores),
              busy * TICK_NANOS,
              ticks(all, STOLEN) * TICK_NANOS,
              ours()));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static long ticks(String[] line, int place) {
    return place < line.length ? Long.parseLong(line[place]) : 0;
  }

  private static long ours() {
    long own =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean os
            ? os.getProcessCpuTime()
            : 0;
    return own
        + ProcessHandle.current()
            .descendants()
            .flatMap(child -> child.info().totalCpuDuration().stream())
            .mapToLong(Duration::toNanos)
            .sum();
  }
}
