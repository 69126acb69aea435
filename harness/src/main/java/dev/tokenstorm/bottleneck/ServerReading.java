package dev.tokenstorm.bottleneck;

import dev.tokenstorm.bottleneck.ServerSignals.Limit;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A reading of a Temporal server's metrics: at one moment, or between two.
 *
 * <p>Names of metrics are those of {@code common/metrics/metric_defs.go} of server 1.29.1, with the
 * suffixes that a server's configuration may add.
 *
 * @param persistence calls of the database
 * @param refused database calls that the server itself refused, by limit
 * @param calls of the server's services
 * @param shards waits of history shards
 * @param cpuSeconds that the server's process used; empty if the page does not show it
 * @param backlog tasks of the run's task queue that wait for polls; a server with default settings
 *     updates it once per minute
 */
record ServerReading(
    TimerSum persistence,
    Map<Limit, Double> refused,
    TimerSum shardLock,
    TimerSum shardIo,
    OptionalDouble cpuSeconds,
    double backlog) {
  /** A reading without any count. */
  static final ServerReading NONE =
      new ServerReading(
          TimerSum.NONE, Map.of(), TimerSum.NONE, TimerSum.NONE, OptionalDouble.empty(), 0);

  private static final String PERSISTENCE = "persistence_latency";
  private static final String SHARD_LOCK = "lock_latency";
  private static final String SHARD_IO = "semaphore_latency";
  private static final String CPU = "process_cpu_seconds_total";
  private static final String REFUSED = "persistence_errors_resource_exhausted";
  private static final String BACKLOG = "approximate_backlog_count";
  private static final List<String> NAMES =
      List.of(PERSISTENCE, SHARD_LOCK, SHARD_IO, CPU, REFUSED, BACKLOG);

  /**
   * Reads a page. Samples whose value is not finite are ignored.
   *
   * @param taskQueue the run's, whose backlog is read
   * @throws IllegalArgumentException if the text is not in Prometheus' format
   */
  static ServerReading of(BufferedReader exposition, String taskQueue) throws IOException {
    TimerFamily persistence = new TimerFamily(PERSISTENCE, "");
    TimerFamily shardLock = new TimerFamily(SHARD_LOCK, "ShardInfo");
    TimerFamily shardIo = new TimerFamily(SHARD_IO, "ShardInfo");
    Map<Limit, Double> refused = new HashMap<>();
    double[] cpu = {Double.NaN};
    double[] backlog = {0};
    String queue = labelOf(taskQueue);
    Exposition.read(
        exposition,
        name -> NAMES.stream().anyMatch(name::startsWith),
        sample -> {
          if (!Double.isFinite(sample.value())) {
            return;
          }
          persistence.add(sample);
          shardLock.add(sample);
          shardIo.add(sample);
          if (sample.counts(REFUSED)) {
            refused.merge(limit(sample), sample.value(), Double::sum);
          } else if (sample.name().equals(CPU)) {
            cpu[0] = Double.isNaN(cpu[0]) ? sample.value() : cpu[0] + sample.value();
          } else if (sample.name().equals(BACKLOG)
              && labelOf(sample.label("taskqueue")).equals(queue)) {
            backlog[0] += sample.value();
          }
        });
    return new ServerReading(
        persistence.timing(),
        refused,
        shardLock.timing(),
        shardIo.timing(),
        Double.isNaN(cpu[0]) ? OptionalDouble.empty() : OptionalDouble.of(cpu[0]),
        backlog[0]);
  }

  /**
   * Returns whether the page is a Temporal server's: all processes of a server call the database.
   */
  boolean tells() {
    return persistence.count() > 0 || !refused.isEmpty();
  }

  /**
   * Returns what happened since an earlier reading of the same process. If the process has
   * restarted meanwhile, its counts begin at 0.
   */
  ServerReading since(ServerReading before) {
    Map<Limit, Double> more = new HashMap<>();
    refused.forEach(
        (limit, count) -> {
          double since = since(count, before.refused.getOrDefault(limit, 0.0));
          if (since > 0) {
            more.put(limit, since);
          }
        });
    return new ServerReading(
        persistence.since(before.persistence),
        more,
        shardLock.since(before.shardLock),
        shardIo.since(before.shardIo),
        cpuSeconds.isPresent() && before.cpuSeconds.isPresent()
            ? OptionalDouble.of(since(cpuSeconds.getAsDouble(), before.cpuSeconds.getAsDouble()))
            : OptionalDouble.empty(),
        backlog);
  }

  private static double since(double count, double before) {
    return count < before ? count : count - before;
  }

  /** Adds the reading of another process of the same server. */
  ServerReading plus(ServerReading other) {
    Map<Limit, Double> both = new HashMap<>(refused);
    other.refused.forEach((limit, count) -> both.merge(limit, count, Double::sum));
    return new ServerReading(
        persistence.plus(other.persistence),
        both,
        shardLock.plus(other.shardLock),
        shardIo.plus(other.shardIo),
        cpuSeconds.isEmpty() && other.cpuSeconds.isEmpty()
            ? cpuSeconds
            : OptionalDouble.of(cpuSeconds.orElse(0) + other.cpuSeconds.orElse(0)),
        backlog + other.backlog);
  }

  private static Limit limit(Exposition.Sample sample) {
    return new Limit(
        sample.label("service_name"),
        constant(sample.label("resource_exhausted_cause")),
        constant(sample.label("resource_exhausted_scope")));
  }

  /**
   * Converts {@code PersistenceLimit}, as labels have it, to {@code PERSISTENCE_LIMIT}, as the API
   * has it.
   */
  static String constant(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * Replaces what a server's labels cannot hold: the server writes an underscore for each such
   * character.
   */
  private static String labelOf(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /** Sums of a timer. A histogram and a summary both report them under the same names. */
  private static final class TimerFamily {
    private final String name;
    private final String operation;
    private double sum;
    private double count;
    private double unit = 1;
    private double lowestBound = Double.POSITIVE_INFINITY;

    /**
     * @param operation the value of the label {@code operation} that counts; empty if all values
     *     count
     */
    TimerFamily(String name, String operation) {
      this.name = name;
      this.operation = operation;
    }

    void add(Exposition.Sample sample) {
      if (!sample.name().startsWith(name)
          || !(operation.isEmpty() || sample.label("operation").equals(operation))) {
        return;
      }
      String suffix = sample.name().substring(name.length());
      if (suffix.startsWith("_milliseconds")) {
        unit = 1e-3;
      }
      switch (suffix.replaceFirst("^_(milliseconds|seconds)", "")) {
        case "_sum" -> sum += sample.value();
        case "_count" -> count += sample.value();
        case "_bucket" -> lowestBound = Math.min(lowestBound, bound(sample.label("le")));
        default -> {}
      }
    }

    private static double bound(String le) {
      try {
        return Double.parseDouble(le);
      } catch (NumberFormatException infinite) {
        return Double.POSITIVE_INFINITY;
      }
    }

    /**
     * Returns the sums in seconds. If the timer's name has no unit, its buckets tell it: a timer in
     * milliseconds has no bucket below 1.
     */
    TimerSum timing() {
      boolean milliseconds = lowestBound >= 1 && lowestBound < Double.POSITIVE_INFINITY;
      return new TimerSum(sum * (milliseconds ? 1e-3 : unit), count);
    }
  }
}
