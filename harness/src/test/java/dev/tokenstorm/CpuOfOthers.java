package dev.tokenstorm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much of this host's cores processes use that are neither this one nor its children. Read from
 * Linux's {@code /proc}; elsewhere nothing is known. Immutable.
 */
final class CpuOfOthers {
  private static final Path PROC = Path.of("/proc");

  /** In {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal. */
  private static final int COLUMNS = 8;

  private static final int IDLE = 3;
  private static final int IOWAIT = 4;

  /** In {@code /proc/PID/stat}, after the name: utime, stime, and those of children that ended. */
  private static final int FIRST_TIME = 11;

  private static final int LAST_TIME = 14;

  private final Optional<Reading> begin = Reading.now();

  /** Ticks since the host's start: of all cores, used by anybody, and used by us. */
  private record Reading(long all, long used, long ours) {
    static Optional<Reading> now() {
      try {
        String[] columns = Files.readString(PROC.resolve("stat")).split("\n", 2)[0].split(" +", -1);
        long all = 0;
        long used = 0;
        for (int column = 0; column < COLUMNS; column++) {
          long ticks = Long.parseLong(columns[1 + column]);
          all += ticks;
          used += column == IDLE || column == IOWAIT ? 0 : ticks;
        }
        ProcessHandle self = ProcessHandle.current();
        long ours =
            Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> ticks(process.pid()))
                .sum();
        return Optional.of(new Reading(all, used, ours));
      } catch (IOException | RuntimeException notLinux) {
        return Optional.empty();
      }
    }

    private static long ticks(long pid) {
      String stat;
      try {
        stat = Files.readString(PROC.resolve(pid + "/stat"));
      } catch (IOException ended) {
        return 0;
      }
      // The name may hold blanks and brackets.
      String[] columns = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int column = FIRST_TIME; column <= LAST_TIME; column++) {
        ticks += Long.parseLong(columns[column]);
      }
      return ticks;
    }
  }

  /** What this process and its children used since this was made, in ticks of the counters. */
  Optional<Long> ourTicks() {
    return begin.flatMap(from -> Reading.now().map(to -> to.ours() - from.ours()));
  }

  /** Their share of all cores since this was made, from 0 to 1; empty when it cannot be read. */
  Optional<Double> share() {
    Optional<Reading> end = Reading.now();
    if (begin.isEmpty() || end.isEmpty() || end.get().all() == begin.get().all()) {
      return Optional.empty();
    }
    long all = end.get().all() - begin.get().all();
    long used = end.get().used() - begin.get().used();
    long ours = end.get().ours() - begin.get().ours();
    return Optional.of(Math.max(0, (double) (used - ours) / all));
  }
}
