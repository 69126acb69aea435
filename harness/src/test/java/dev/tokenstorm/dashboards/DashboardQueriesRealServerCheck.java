package dev.tokenstorm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.dashboards.PrometheusApi.Span;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.realserver.DevServerFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every panel, variable, annotation and rule, asked of Prometheus with the project's
 * configuration after real runs on real servers: one in which all is well, and beside it those that
 * inject what it lacks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class DashboardQueriesRealServerCheck {
  /**
   * A minute with its start and linger. The bound keeps a slow machine's server from collapsing.
   */
  private static final String WELL =
      "--rate 3/s --in-flight 20 --warmup 5s --duration 45s --audit all --completion-delay exp:20ms";

  /**
   * Limits that a few workflows reach on the slowest machine, and long polls that soon come back
   * empty.
   */
  private static final String[] NARROW = {
    "--dynamic-config-value", "frontend.namespaceRPS=15",
    "--dynamic-config-value", "history.persistenceMaxQPS=20",
    "--dynamic-config-value", "matching.longPollExpirationInterval=\"2s\""
  };

  private static final String LINGER = " --linger 4s";

  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Query> queries = queries();

  @SuppressWarnings("NullAway.Init")
  private PrometheusApi prometheus;

  @SuppressWarnings("NullAway.Init")
  private Evaluation well;

  private final Map<Injection, Evaluation> injected = new EnumMap<>(Injection.class);

  private static List<Query> queries() {
    return Stream.concat(
            Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()),
            Rule.all().stream().map(Rule::query))
        .toList();
  }

  @BeforeAll
  @Timeout(600)
  void run(@TempDir Path temporary) throws Exception {
    folder = temporary;
    String unused = PrometheusProcess.program();
    int roomyPort = freePort();
    int narrowPort = freePort();
    CompletableFuture<DevServerFixture> narrowStart =
        CompletableFuture.supplyAsync(() -> server(narrowPort, NARROW));
    DevServerFixture roomy = opened(server(roomyPort));
    DevServerFixture narrow = opened(narrowStart.join());
    int mainPort = freePort();
    Map<Injection, Integer> ports = new EnumMap<>(Injection.class);
    for (Injection injection : Injection.values()) {
      ports.put(injection, freePort());
    }
    prometheus =
        opened(
                PrometheusProcess.start(
                    folder,
                    freePort(),
                    Map.of(
                        "tokenstorm",
                        Stream.concat(Stream.of(mainPort), ports.values().stream())
                            .map(DashboardQueriesRealServerCheck::address)
                            .toList(),
                        "temporal",
                        List.of(address(roomyPort), address(narrowPort)))))
            .api();

    Instant start = Instant.now();
    ProgramRun.Started main = start("well", roomy, mainPort, WELL);
    Map<Injection, ProgramRun.Started> others = new EnumMap<>(Injection.class);
    ports.forEach(
        (injection, port) -> {
          DevServerFixture server = injection == Injection.THROTTLED ? narrow : roomy;
          others.put(injection, start(injection.name(), server, port, injection.flags()));
        });
    for (Map.Entry<Injection, ProgramRun.Started> each : others.entrySet()) {
      String run = each.getValue().result().result().at("/run_id").asText();
      int port = each.getKey() == Injection.THROTTLED ? narrowPort : roomyPort;
      injected.put(each.getKey(), evaluation(run, port, new Span(start, Instant.now())));
    }
    String run = main.result().passed().result().at("/run_id").asText();
    well = evaluation(run, roomyPort, new Span(start, Instant.now()));
  }

  private ProgramRun.Started start(String name, DevServerFixture server, int port, String flags) {
    return ProgramRun.start(
        folder.resolve(name),
        "--target %s --metrics-address %s %s%s"
            .formatted(server.address(), address(port), flags, LINGER));
  }

  private Evaluation evaluation(String run, int serverPort, Span span) {
    Map<String, List<String>> values =
        Map.of(
            "run", List.of(run),
            "cell", List.of(".*"),
            "quantile", List.of("0.5", "0.9", "0.99", "0.999"),
            "stage", Latency.ofLoop(true).stream().map(Latency::key).toList(),
            "server", List.of(address(serverPort)),
            "namespace", List.of(".*"));
    return new Evaluation(prometheus, values, span);
  }

  @AfterAll
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void everyQueryReturnsSomething() {
    List<String> problems = new ArrayList<>();
    for (Query query : queries) {
      evaluationFor(query).problem(query).ifPresent(problems::add);
    }
    assertThat(problems).isEmpty();
  }

  private Evaluation evaluationFor(Query query) {
    return Injection.neededBy(query).map(this::injected).orElse(well);
  }

  private Evaluation injected(Injection injection) {
    Evaluation evaluation = injected.get(injection);
    if (evaluation == null) {
      throw new AssertionError(injection + " has not been run");
    }
    return evaluation;
  }

  @Test
  void everyInjectionIsNeededByAQuery() {
    for (Injection injection : Injection.values()) {
      assertThat(injection.shown())
          .allSatisfy(part -> assertThat(queries).anyMatch(query -> query.text().contains(part)));
    }
  }

  @Test
  void everyMetricNameIsExportedBySomebody() {
    Set<String> unknown = new TreeSet<>();
    queries.forEach(query -> unknown.addAll(well.unknownMetrics(query)));
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyMetricOfTheHarnessIsShown() {
    Set<String> shown = new TreeSet<>();
    Dashboard.all()
        .forEach(
            dashboard ->
                dashboard.queries().forEach(query -> shown.addAll(MetricNames.in(query.text()))));
    Set<String> exported = prometheus.labelValues("__name__", "", well.span()).strings();
    assertThat(exported)
        .filteredOn(name -> name.startsWith("tokenstorm_"))
        .map(name -> name.replaceFirst("_(sum|count)$", "_bucket"))
        .isNotEmpty()
        .isSubsetOf(shown);
  }

  @Test
  void everyRuleIsInGoodHealthAndRecords() {
    List<String> names = new ArrayList<>();
    prometheus
        .rules()
        .data()
        .at("/groups")
        .forEach(
            group ->
                group
                    .at("/rules")
                    .forEach(
                        rule -> {
                          names.add(rule.at("/name").asText());
                          assertThat(rule.at("/health").asText())
                              .as(rule.toString())
                              .isEqualTo("ok");
                        }));
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(Rule.all().stream().map(Rule::name).toList());
    assertThat(prometheus.labelValues("__name__", "", well.span()).strings())
        .containsAll(Rule.all().stream().filter(rule -> !rule.alert()).map(Rule::name).toList());
  }

  @Test
  void aThrottledRunSetsOffItsAlertsAndARunThatIsWellNoneOfDistrust() {
    Evaluation throttled = injected(Injection.THROTTLED);

    assertThat(throttled.problem(firing("alertname=\"TokenstormThrottled\",run=\"$run\"")))
        .isEmpty();
    assertThat(
            throttled.problem(
                firing("alertname=\"TemporalPersistenceThrottles\",instance=\"$server\"")))
        .isEmpty();
    assertThat(well.problem(firing("severity=\"critical\",run=\"$run\"")))
        .hasValueSatisfying(problem -> assertThat(problem).contains("returns nothing"));
  }

  private static Query firing(String alerts) {
    return planted("ALERTS{alertstate=\"firing\",%s}".formatted(alerts));
  }

  /** The checks above, shown to fail. */
  @Test
  void aPlantedMistakeIsSeen() {
    assertThat(well.problem(planted("sum(rate(tokenstorm_tokens_totl[$__rate_interval]))")))
        .hasValueSatisfying(problem -> assertThat(problem).contains("returns nothing"));
    assertThat(well.problem(planted("sum by (le (tokenstorm_tokens_total)")))
        .hasValueSatisfying(problem -> assertThat(problem).contains("fails: "));
    assertThat(
            well.problem(
                planted("histogram_quantile(0.9, tokenstorm_latency_seconds_bucket{stage=\"x\"})")))
        .isPresent();
    assertThat(well.problem(planted("0 * tokenstorm_queue_depth / 0"))).isPresent();
    assertThat(well.problem(planted("sum(tokenstorm_queue_depth{run=\"nobody's\"}) or vector(0)")))
        .isPresent();
    assertThat(well.unknownMetrics(planted("sum(tokenstorm_tokens_totl) or vector(0)")))
        .containsExactly("tokenstorm_tokens_totl");
    assertThat(well.problem(planted("tokenstorm_queue_depth{run=\"$run\"}")))
        .isEqualTo(Optional.empty());
  }

  private static Query planted(String text) {
    return new Query("planted", Query.Kind.RANGE, text);
  }

  private static DevServerFixture server(int metricsPort, String... arguments) {
    return DevServerFixture.start(
        Stream.concat(
                Stream.of("--metrics-port", String.valueOf(metricsPort)), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
