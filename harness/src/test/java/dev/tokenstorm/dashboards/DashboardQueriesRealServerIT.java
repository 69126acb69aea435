package dev.tokenstorm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every query of every panel, variable, annotation and rule, asked of Prometheus with the project's
 * configuration after real runs on real servers: one in which all is well, and beside it those that
 * inject what it lacks.
 */
@Isolated("what else runs keeps the throttled run from being throttled")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class DashboardQueriesRealServerIT {
  private final List<Query> queries =
      Stream.concat(
              Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()),
              Rule.all().stream().map(Rule::query))
          .toList();

  @SuppressWarnings("NullAway.Init")
  private RealRuns runs;

  @SuppressWarnings("NullAway.Init")
  private Evaluation well;

  @BeforeAll
  @Timeout(600)
  void run(@TempDir Path folder) throws Exception {
    runs = RealRuns.of(folder);
    well = runs.well().evaluation();
  }

  @AfterAll
  void close() throws Exception {
    if (runs != null) {
      runs.close();
    }
  }

  @Test
  void allIsWellWhereItIsToBe() {
    assertThat(runs.well().run().passed().workflows("completed")).isPositive();
  }

  @Test
  void everyInjectionComesAboutByItsRunsOwnCount() {
    for (Injection injection : Injection.values()) {
      assertThat(injection.happened(runs.with(injection).run())).as(injection.name()).isPositive();
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
    return Injection.neededBy(query)
        .map(injection -> runs.with(injection).evaluation())
        .orElse(well);
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
    Set<String> exported = runs.prometheus().labelValues("__name__", "", well.span()).strings();
    assertThat(exported)
        .filteredOn(name -> name.startsWith("tokenstorm_"))
        .map(name -> name.replaceFirst("_(sum|count)$", "_bucket"))
        .isNotEmpty()
        .isSubsetOf(shown);
  }

  @Test
  void everyRuleIsInGoodHealthAndRecords() {
    List<String> names = new ArrayList<>();
    runs.prometheus()
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
    assertThat(runs.prometheus().labelValues("__name__", "", well.span()).strings())
        .containsAll(Rule.all().stream().filter(rule -> !rule.alert()).map(Rule::name).toList());
  }

  @Test
  void aThrottledRunSetsOffItsAlertsAndARunThatIsWellNoneOfDistrust() {
    Evaluation throttled = runs.with(Injection.THROTTLED).evaluation();

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
}
