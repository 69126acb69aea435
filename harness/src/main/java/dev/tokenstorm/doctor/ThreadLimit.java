package dev.tokenstorm.doctor;

import dev.tokenstorm.measurement.ProcessLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The limit of threads of a process here: the least of what Linux's files say. Where there are
 * none, it is a number that every supported system allows.
 *
 * @param setBy the limit's name, for people
 */
public record ThreadLimit(long threads, String setBy) {
  private static final ThreadLimit JVM_LIMIT = new ThreadLimit(30_000, "a JVM");

  /** The limit of this process. */
  public static ThreadLimit current() {
    ThreadLimit limit = JVM_LIMIT;
    limit = limit.least(number("/proc/sys/kernel/threads-max"), "kernel.threads-max");
    limit = limit.least(number("/sys/fs/cgroup/pids.max"), "the control group's pids.max");
    // A thread's stack and its guard take two mappings.
    limit =
        limit.least(
            number("/proc/sys/vm/max_map_count").map(count -> count / 2), "vm.max_map_count");
    return limit.least(processes(), "the limit of user processes (ulimit -u)");
  }

  private ThreadLimit least(Optional<Long> other, String name) {
    return other.isPresent() && other.get() < threads ? new ThreadLimit(other.get(), name) : this;
  }

  private static Optional<Long> number(String file) {
    return lines(file).stream().findFirst().flatMap(ThreadLimit::parse);
  }

  private static Optional<Long> processes() {
    OptionalLong limit = ProcessLimits.current().processes();
    return limit.isPresent() ? Optional.of(limit.getAsLong()) : Optional.empty();
  }

  private static Optional<Long> parse(String text) {
    return text.strip().matches("\\d{1,18}")
        ? Optional.of(Long.parseLong(text.strip()))
        : Optional.empty();
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException notHere) {
      return List.of();
    }
  }
}
