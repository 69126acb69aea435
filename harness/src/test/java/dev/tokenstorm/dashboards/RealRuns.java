package dev.tokenstorm.dashboards;

import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.dashboards.PrometheusApi.Span;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.realserver.DevServerFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Real runs on real servers, seen by Prometheus with the project's configuration: one in which all
 * is well, and beside it those that inject what it lacks, on one server one after the other. At no
 * time do they ask for more than eight greetings a second together, for which two cores have room
 * while others use them too, or for a third of that (see {@link Pace}).
 */
record RealRuns(List<AutoCloseable> open, PrometheusApi prometheus, List<RealRun> runs)
    implements AutoCloseable {
  /**
   * A minute with its start and linger. The bound keeps a slow machine's server from collapsing; a
   * task that such a server loses is done again after its timeout. The drain waits for that as long
   * as a busy host needs.
   */
  private static final String WELL =
      Pace.of(3, 40)
          + " --in-flight 20 --warmup 10s --audit all --completion-delay exp:20ms"
          + " --start-to-close-timeout 10s --drain-timeout 2m";

  /** Workflows after which a JVM and a server are warm enough for more. */
  private static final int WARM = 10;

  /** For the last values to be seen as often as {@code rate()} needs, and once more. */
  private static final String LINGER = " --linger 5s";

  /** By itself a server tells its backlogs once a minute, and its queues' lengths twice. */
  private static final String[] TALKATIVE = {
    "matching.updateAckInterval=\"5s\"", "history.transferProcessorUpdateAckInterval=\"5s\""
  };

  /** A run, once it is over. */
  record RealRun(Optional<Injection> injection, ProgramRun run, Evaluation evaluation) {}

  private record Server(DevServerFixture process, String metrics) {
    static Server start(String... settings) {
      int port = LoopbackPorts.forServer();
      String[] arguments =
          Stream.concat(
                  Stream.of("--metrics-port", String.valueOf(port)),
                  Stream.of(settings)
                      .flatMap(setting -> Stream.of("--dynamic-config-value", setting)))
              .toArray(String[]::new);
      return new Server(DevServerFixture.start(arguments), address(port));
    }
  }

  /** Where a run's metrics will be. Prometheus must know it from the beginning. */
  private record Place(Optional<Injection> injection, Server server, String metrics) {
    static Place on(Server server, Optional<Injection> injection) {
      return new Place(injection, server, address(LoopbackPorts.forServer()));
    }

    ProgramRun.Started start(Path folder) {
      return ProgramRun.start(
          folder.resolve(injection.map(Injection::name).orElse("WELL")),
          "--target %s --metrics-address %s %s%s"
              .formatted(
                  injection
                      .map(each -> each.target(server.process.address()))
                      .orElse(server.process.address()),
                  metrics,
                  injection.map(Injection::flags).orElse(WELL),
                  LINGER));
    }

    RealRun seen(ProgramRun run, PrometheusApi prometheus, Instant start) {
      Span span = new Span(start, Instant.now());
      return new RealRun(injection, run, new Evaluation(prometheus, values(run, server), span));
    }
  }

  /** Takes a minute and a quarter. Skips the test where a program for it is missing. */
  static RealRuns of(Path folder) throws Exception {
    String unused = PrometheusProcess.program();
    CompletableFuture<Server> narrowStart =
        CompletableFuture.supplyAsync(() -> Server.start(Injection.NARROW));
    Server roomy = Server.start(TALKATIVE);
    Server narrow = narrowStart.join();
    Place well = Place.on(roomy, Optional.empty());
    Place throttled = Place.on(narrow, Optional.of(Injection.THROTTLED));
    List<Place> oneByOne =
        List.of(
            Place.on(roomy, Optional.of(Injection.OUTCOMES)),
            Place.on(roomy, Optional.of(Injection.EVICTED)),
            Place.on(roomy, Optional.of(Injection.FAULTED)),
            Place.on(roomy, Optional.of(Injection.PARKED)));
    PrometheusProcess process =
        PrometheusProcess.start(
            folder,
            LoopbackPorts.forServer(),
            Map.of(
                "tokenstorm",
                Stream.concat(Stream.of(well, throttled), oneByOne.stream())
                    .map(Place::metrics)
                    .toList(),
                "temporal",
                List.of(roomy.metrics, narrow.metrics)));
    PrometheusApi prometheus = process.api();

    Instant start = Instant.now();
    ProgramRun.Started wellRun = well.start(folder);
    wellRun.awaitClosed(WARM);
    ProgramRun.Started throttledRun = throttled.start(folder);
    List<RealRun> runs = new ArrayList<>();
    for (Place each : oneByOne) {
      runs.add(each.seen(each.start(folder).result(), prometheus, start));
    }
    runs.add(throttled.seen(throttledRun.result(), prometheus, start));
    runs.add(well.seen(wellRun.result(), prometheus, start));
    return new RealRuns(List.of(process, roomy.process, narrow.process), prometheus, runs);
  }

  private static Map<String, List<String>> values(ProgramRun run, Server server) {
    return Map.of(
        "run", List.of(run.result().at("/run_id").asText()),
        "cell", List.of(".*"),
        "quantile", List.of("0.5", "0.9", "0.99", "0.999"),
        // No client waits for a greeting's result.
        "stage",
            Latency.ofLoop(true).stream()
                .filter(latency -> latency != Latency.RESULT_SEEN)
                .map(Latency::key)
                .toList(),
        "server", List.of(server.metrics),
        "namespace", List.of(".*"));
  }

  /** The run in which all is well. */
  RealRun well() {
    return find(Optional.empty());
  }

  /** The run with a condition. */
  RealRun with(Injection injection) {
    return find(Optional.of(injection));
  }

  private RealRun find(Optional<Injection> injection) {
    return runs.stream()
        .filter(run -> run.injection.equals(injection))
        .findFirst()
        .orElseThrow(() -> new AssertionError(injection + " has not been run"));
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }
}
