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
    ServiceCalls calls,
    ShardWaits shards,
    OptionalDouble cpuSeconds,
    double backlog) {
  /** A reading without any count. */
  static final ServerReading NONE =
      new ServerReading(
          TimerSum.NONE, Map.of(), ServiceCalls.NONE, ShardWaits.NONE, OptionalDouble.empty(), 0);

  private static final String PERSISTENCE = "persistence_latency";
  private static final String SHARD_LOCK = "lock_latency";
  private static final String SHARD_IO = "semaphore_latency";
  private static final String CPU = "process_cpu_seconds_total";
  private static final String REFUSED = "persistence_errors_resource_exhausted";
  private static final String BACKLOG = "approximate_backlog_count";
  private static final String REQUESTS = "service_requests";
  private static final String REFUSED_REQUESTS = "service_errors_resource_exhausted";
  private static final List<String> NAMES =
      List.of(PERSISTENCE, SHARD_LOCK, SHARD_IO, CPU, REFUSED, BACKLOG, REQUESTS, REFUSED_REQUESTS);

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
    Map<ServiceCalls.Call, Double> taken = new HashMap<>();
    Map<ServiceCalls.Refusal, Double> refusedRequests = new HashMap<>();
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
          } else if (sample.counts(REQUESTS) && bearsLoad(sample)) {
            taken.merge(
                new ServiceCalls.Call(sample.label("service_name"), sample.label("operation")),
                sample.value(),
                Double::sum);
          } else if (sample.counts(REFUSED_REQUESTS) && bearsLoad(sample)) {
            refusedRequests.merge(
                new ServiceCalls.Refusal(sample.label("operation"), limit(sample)),
                sample.value(),
                Double::sum);
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
        new ServiceCalls(taken, refusedRequests),
        new ShardWaits(shardLock.timing(), shardIo.timing()),
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
    return new ServerReading(
        persistence.since(before.persistence),
        ServiceCalls.since(refused, before.refused),
        calls.since(before.calls),
        shards.since(before.shards),
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
    return new ServerReading(
        persistence.plus(other.persistence),
        ServiceCalls.sum(refused, other.refused),
        calls.plus(other.calls),
        shards.plus(other.shards),
        cpuSeconds.isEmpty() && other.cpuSeconds.isEmpty()
            ? cpuSeconds
            : OptionalDouble.of(cpuSeconds.orElse(0) + other.cpuSeconds.orElse(0)),
        backlog + other.backlog);
  }

  private static boolean bearsLoad(Exposition.Sample sample) {
    return ServiceCalls.bearsLoad(sample.label("operation"), labelOf(sample.label("namespace")));
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
}
