package dev.tokenstorm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time of a process and of all that it started, ended ones included. It reads Linux's
 * {@code /proc/PID/stat} (proc(5)), whose resolution is 10 ms.
 */
final class ProcessCpu {
  /** Linux counts CPU time for user programs in hundredths of a second, on every architecture. */
  private static final long TICK_NANOS = 10_000_000;

  /** Places of the numbers after the name in parentheses: utime, stime, cutime, cstime. */
  private static final int FIRST = 11;

  private static final int LAST = 14;

  private ProcessCpu() {}

  static long nanosOfTree(long pid) throws IOException {
    ProcessHandle root =
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("there is no process " + pid));
    List<Long> pids;
    try (Stream<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants())) {
      pids = all.map(ProcessHandle::pid).toList();
    }
    long nanos = 0;
    for (long one : pids) {
      nanos += nanos(one);
    }
    return nanos;
  }

  private static long nanos(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
    } catch (NoSuchFileException e) {
      // It has ended since it was listed, so its parent counts it from now on.
      return 0;
    }
    String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    long ticks = 0;
    for (int place = FIRST; place <= LAST; place++) {
      ticks += Long.parseLong(numbers[place]);
    }
    return ticks * TICK_NANOS;
  }
}
