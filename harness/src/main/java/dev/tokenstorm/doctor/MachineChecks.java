package dev.tokenstorm.doctor;

import java.util.List;
import java.util.Locale;

/** Checks whether the machine can carry a load generator. Stateless. */
public final class MachineChecks {
  /**
   * CPU seconds of one greeting of four completions, with SDK worker and SDK completer on platform
   * threads; measured on JDK 17 and 25. The next constant is the same on virtual threads.
   */
  private static final double PLATFORM_CPU_SECONDS = 0.0032;

  private static final double VIRTUAL_CPU_SECONDS = 0.0021;

  /**
   * Smallest usable limit of open files. A run holds about 30: libraries, connections, results and
   * the metrics endpoint.
   */
  private static final long FEWEST_FILES = 64;

  private static final long ENOUGH_FILES = 1024;

  private static final long THOUSANDS_IN_FLIGHT = 2000;

  private static final double GIB = 1L << 30;

  private MachineChecks() {}

  /**
   * Returns all findings, in the order in which they are printed.
   *
   * @param serverShares whether the target is on this machine too
   * @param defaultInFlight how many workflows a run has in flight when it is not told otherwise
   */
  public static List<Finding> of(Machine machine, boolean serverShares, int defaultInFlight) {
    return List.of(
        cores(machine, serverShares),
        fileHandles(machine),
        threads(machine, defaultInFlight),
        heap(machine, defaultInFlight),
        jdk(machine));
  }

  private static Finding cores(Machine machine, boolean serverShares) {
    String subject = "cores";
    if (serverShares) {
      return Finding.advice(
          subject,
          machine.cores()
              + ", which the server shares: figures are of both; for a benchmark run the server"
              + " elsewhere");
    }
    if (machine.cores() == 1) {
      return Finding.advice(
          subject, "1, which load and measuring share, so latencies are off: use two or more");
    }
    double seconds = machine.virtualThreads() ? VIRTUAL_CPU_SECONDS : PLATFORM_CPU_SECONDS;
    return Finding.good(
        subject,
        "%d, in the order of %s greetings/s with the SDK's worker on this JDK"
            .formatted(machine.cores(), roughly((long) (machine.cores() / seconds))));
  }

  private static Finding fileHandles(Machine machine) {
    String subject = "file handles";
    if (machine.openFiles().isEmpty()) {
      return Finding.good(subject, "no limit that can be read");
    }
    long limit = machine.openFiles().getAsLong();
    String text = grouped(limit) + " at most, and a run takes about 30";
    if (limit >= ENOUGH_FILES) {
      return Finding.good(subject, text);
    }
    String wayOut =
        ": raise the hard limit (ulimit -n " + ENOUGH_FILES + " as root, or nofile in limits.conf)";
    return limit < FEWEST_FILES
        ? Finding.failed(subject, text + wayOut)
        : Finding.advice(subject, text + wayOut);
  }

  private static Finding threads(Machine machine, int defaultInFlight) {
    String subject = "threads";
    String limit = machine.threadsSetBy() + " allows " + grouped(machine.threads());
    if (machine.threadsInFlight() < defaultInFlight && !machine.virtualThreads()) {
      return Finding.failed(
          subject,
          limit
              + ", too few for the default of "
              + defaultInFlight
              + " workflows in flight: raise it, or use JDK 21 or later");
    }
    if (machine.virtualThreads()) {
      return Finding.good(
          subject, limit + ", which hardly matters: workflows run on virtual threads");
    }
    String carries =
        limit + ", enough for about " + roughly(machine.threadsInFlight()) + " workflows in flight";
    return machine.threadsInFlight() < THOUSANDS_IN_FLIGHT
        ? Finding.advice(subject, carries + ": for more raise it, or use JDK 21 or later")
        : Finding.good(subject, carries);
  }

  private static Finding heap(Machine machine, int defaultInFlight) {
    String subject = "heap";
    String most = gib(machine.heapMaxBytes()) + " at most";
    String of =
        machine.memoryBytes() == 0 ? "" : " of " + gib(machine.memoryBytes()) + " of memory";
    if (machine.memoryBytes() > 0 && machine.heapMaxBytes() > machine.memoryBytes()) {
      return Finding.advice(
          subject, most + of + ", more than there is: lower -Xmx, or the system ends the run");
    }
    String carries =
        most
            + of
            + ", enough for about "
            + roughly(machine.heapInFlight())
            + " workflows in flight";
    if (machine.heapInFlight() >= THOUSANDS_IN_FLIGHT) {
      return Finding.good(subject, carries);
    }
    String wayOut = ": allow more with JAVA_TOOL_OPTIONS=-Xmx1g";
    return machine.heapInFlight() < defaultInFlight
        ? Finding.failed(
            subject, carries + ", fewer than the default of " + defaultInFlight + wayOut)
        : Finding.advice(subject, carries + wayOut);
  }

  private static Finding jdk(Machine machine) {
    String subject = "JDK";
    return machine.virtualThreads()
        ? Finding.good(subject, machine.jdk() + ", with virtual threads")
        : Finding.advice(
            subject,
            machine.jdk()
                + ": virtual threads nearly double what the SDK's worker can do; point JAVA_HOME at"
                + " a JDK of 21 or later");
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }

  /** Rounds a number down to hundreds, if it has any. */
  private static String roughly(long number) {
    return grouped(number < 100 ? number : number / 100 * 100);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
