package dev.tokenstorm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.telemetry.MetricFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the dashboards without a server. */
class DashboardFilesTest {
  private static final int COLUMNS = 24;
  private static final Pattern TEXT = Pattern.compile("\\.(?:java|js|md|html)$");

  /** A matcher of {@code le}, also within a Java string; {@code +Inf} has one form only. */
  private static final Pattern BOUND =
      Pattern.compile("\\ble\\s*(?:=~|!~|!=|=)\\s*\\\\?\"(?!\\+Inf)");

  private static final String DATA_SOURCE = "${datasource}";

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  @Test
  void links_and_bookmarks_can_rely_on_the_uids() {
    assertThat(dashboards().stream().map(Dashboard::uid))
        .containsExactlyInAnyOrder(
            "tokenstorm-async-completion", "tokenstorm-worker-sdk", "tokenstorm-temporal-server");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void each_dashboard_chooses_data_source_run_and_cell_and_links_to_the_others(
      Dashboard dashboard) {
    assertThat(dashboard.variables().stream().map(variable -> variable.at("/name").asText()))
        .startsWith("datasource", "run", "cell", "quantile");
    JsonNode link = dashboard.json().at("/links/0");
    assertThat(link.at("/includeVars").asBoolean()).isTrue();
    assertThat(link.at("/keepTime").asBoolean()).isTrue();
    assertThat(dashboards())
        .allSatisfy(other -> assertThat(other.json().at("/tags/0")).isEqualTo(link.at("/tags/0")));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void each_panel_says_what_it_means_and_in_which_unit(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              String title = panel.at("/title").asText();
              assertThat(panel.at("/description").asText().length())
                  .as("description of " + title)
                  .isGreaterThan(80);
              String unit =
                  panel.at("/fieldConfig/defaults/unit").asText()
                      + panel.at("/options/yAxis/unit").asText();
              if (!Set.of("table", "state-timeline").contains(panel.at("/type").asText())) {
                assertThat(unit).as("unit of " + title).isNotEmpty();
              }
              assertThat(panel.at("/targets")).as("queries of " + title).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void each_phase_is_an_annotation_and_so_are_faults(Dashboard dashboard) {
    assertThat(dashboard.annotations()).hasSize(Phase.values().length + 1);
    assertThat(dashboard.annotations())
        .anyMatch(each -> each.at("/target/expr").asText().contains("(tokenstorm_fault{"));
    for (Phase phase : Phase.values()) {
      assertThat(dashboard.annotations())
          .anyMatch(
              each -> each.at("/target/expr").asText().contains("phase=\"" + phase.key() + "\""));
    }
  }

  /** A file with a data source of its own shows nothing in somebody else's Grafana. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void the_data_source_is_always_the_one_chosen(Dashboard dashboard) {
    Set<String> uids = new TreeSet<>();
    for (JsonNode source : dashboard.json().findValues("datasource")) {
      uids.add(source.at("/type").asText() + " " + source.at("/uid").asText());
    }
    assertThat(uids).containsExactly("grafana -- Grafana --", "prometheus " + DATA_SOURCE);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_lie_in_the_grid_beside_each_other_and_have_ids_of_their_own(Dashboard dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.json().at("/panels")) {
      String title = panel.at("/title").asText();
      assertThat(ids.add(panel.at("/id").asInt())).as("own id of " + title).isTrue();
      JsonNode grid = panel.at("/gridPos");
      for (int x = grid.at("/x").asInt(); x < grid.at("/x").asInt() + grid.at("/w").asInt(); x++) {
        assertThat(x).as("columns of " + title).isLessThan(COLUMNS);
        for (int y = grid.at("/y").asInt();
            y < grid.at("/y").asInt() + grid.at("/h").asInt();
            y++) {
          assertThat(taken.add(List.of(x, y))).as("own place of " + title).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void the_variables_that_queries_use_are_there(Dashboard dashboard) {
    Set<String> known =
        Stream.concat(
                dashboard.variables().stream().map(variable -> variable.at("/name").asText()),
                Stream.of("__rate_interval", "__range"))
            .collect(Collectors.toSet());
    assertThat(dashboard.queries())
        .allSatisfy(
            query ->
                assertThat(
                        Pattern.compile("\\$\\{?(\\w+)")
                            .matcher(query.text())
                            .results()
                            .map(match -> match.group(1)))
                    .as(query.toString())
                    .isSubsetOf(known));
  }

  /**
   * A bound is exposed as {@code 1.0E-4}, which Prometheus 3 stores as {@code 0.0001} and 2.42 as
   * written, so a query for either is empty with the other.
   */
  @Test
  void nothing_selects_a_bucket_by_the_text_of_its_bound() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    dashboards()
        .forEach(
            dashboard ->
                dashboard.queries().forEach(query -> texts.put(query.origin(), query.text())));
    Rule.all().forEach(rule -> texts.put("rule " + rule.name(), rule.expr()));
    for (Path root : List.of(Path.of("../docs"), Path.of("../README.md"), Path.of("src/main"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> TEXT.matcher(each.toString()).find()).toList()) {
          texts.put(file.toString(), Files.readString(file));
        }
      }
    }
    assertThat(texts).hasSizeGreaterThan(300);
    assertThat(BOUND.matcher("x_bucket{phase=\"measure\", le=~\"1.0E-4\"}").find()).isTrue();
    assertThat(texts)
        .allSatisfy((origin, text) -> assertThat(BOUND.matcher(text).find()).as(origin).isFalse());
  }

  /** Rules are not imported with a dashboard. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void no_panel_needs_a_recording_rule(Dashboard dashboard) {
    assertThat(dashboard.queries())
        .noneMatch(query -> MetricNames.in(query.text()).stream().anyMatch(n -> n.contains(":")));
  }

  @Test
  void every_metric_of_the_harness_is_shown() {
    Set<String> shown = new TreeSet<>();
    dashboards()
        .forEach(
            dashboard ->
                dashboard.queries().stream()
                    .filter(query -> query.kind() != Query.Kind.LABEL_VALUES)
                    .forEach(query -> shown.addAll(MetricNames.in(query.text()))));
    assertThat(unseen(shown)).isEmpty();

    shown.remove("tokenstorm_queue_depth");
    shown.remove("tokenstorm_hiccup_seconds_bucket");
    assertThat(unseen(shown))
        .as("what is found when two are not shown")
        .containsExactly("tokenstorm_queue_depth", "tokenstorm_hiccup_seconds");
  }

  private static List<String> unseen(Set<String> shown) {
    List<String> unseen = new ArrayList<>();
    for (MetricFamily family : MetricFamily.values()) {
      String sample =
          family.exportedName() + (family.type() == MetricFamily.Type.HISTOGRAM ? "_bucket" : "");
      if (!shown.contains(sample)) {
        unseen.add(family.exportedName());
      }
    }
    return unseen;
  }

  /** A run of standalone activities is looked at in the same panels, and has no workflows. */
  @Test
  void panels_and_alerts_of_both_workloads_name_executions() {
    Dashboard both =
        dashboards().stream()
            .filter(each -> each.uid().equals("tokenstorm-async-completion"))
            .findFirst()
            .orElseThrow();
    assertThat(both.panels().stream().map(panel -> panel.at("/title").asText()))
        .contains("Executions", "Executions in flight", "Execution, end to end")
        .noneMatch(title -> title.toLowerCase(Locale.ROOT).contains("workflow"));
    assertThat(both.json().findValuesAsText("legendFormat"))
        .noneMatch(legend -> legend.contains("workflow"));
    assertThat(Rule.all().stream().filter(Rule::alert))
        .allSatisfy(
            alert ->
                assertThat(alert.annotations().toString())
                    .as(alert.name())
                    .doesNotContain("workflow", "histories of run"));
  }

  @Test
  void every_alert_says_what_is_wrong_and_what_to_do() {
    assertThat(Rule.all().stream().filter(Rule::alert))
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              Map<?, ?> annotations = alert.annotations();
              assertThat(annotations.get("summary")).as(alert.name()).isNotNull();
              assertThat(String.valueOf(annotations.get("action")).length())
                  .as(alert.name())
                  .isGreaterThan(40);
            });
  }

  /** A Prometheus that evaluates once a minute would miss what lasts for seconds. */
  @Test
  void rules_do_not_depend_on_the_interval_of_the_prometheus_that_they_are_given_to() {
    assertThat(Rule.all()).isNotEmpty().allMatch(rule -> rule.interval().equals("1s"));
  }

  @Test
  void panels_in_a_folded_row_are_panels_too() throws Exception {
    String json =
        """
        {"panels": [
          {"type": "stat", "title": "one", "targets": [{"expr": "a"}]},
          {"type": "row", "title": "open", "panels": []},
          {"type": "row", "title": "folded", "collapsed": true, "panels": [
            {"type": "stat", "title": "two", "targets": [{"expr": "b"}]}]}]}
        """;
    Dashboard dashboard = new Dashboard("planted.json", new ObjectMapper().readTree(json));
    assertThat(dashboard.queries().stream().map(Query::text)).containsExactly("a", "b");
  }
}
