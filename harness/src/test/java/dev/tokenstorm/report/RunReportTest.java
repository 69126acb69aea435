package dev.tokenstorm.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // one core is enough for them
class RunReportTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void an_hour_is_shown_second_by_second_in_less_than_a_megabyte() {
    StoredRun.write(folder.resolve("hour"), 3_600, true);

    String html = html("hour");

    assertThat(data(html).at("/runs/0/series/moments_per_point").asInt()).isEqualTo(1);
    assertThat(data(html).at("/runs/0/series/columns/workflow_p99")).hasSize(3_600);
    assertThat(html.getBytes(UTF_8).length).isLessThan(1_000_000);
  }

  @Test
  void latencies_by_percentile_are_those_of_the_result() {
    RunResult result = StoredRun.write(folder.resolve("run"), 60, true);

    JsonNode distributions = data(html("run")).at("/runs/0/distributions");

    for (Latency latency : Latency.values()) {
      LatencySummary summary = Objects.requireNonNull(result.run().latencies().get(latency));
      JsonNode one = distributions.path(latency.key());
      assertThat(one.at("/x").size()).isEqualTo(one.at("/ms").size()).isGreaterThan(20);
      assertThat(at(one, 2)).as("the median").isEqualTo(rounded(summary.p50()));
      assertThat(at(one, 4)).as("p75").isEqualTo(rounded(summary.p75()));
      assertThat(at(one, summary.count())).as("the largest").isEqualTo(rounded(summary.max()));
    }
  }

  @Test
  void the_page_calls_each_latency_what_the_summary_calls_it() {
    StoredRun.write(folder.resolve("run"), 5, true);

    String html = html("run");

    for (Latency latency : Latency.values()) {
      assertThat(html)
          .contains(
              "[\"%s\",\"%s\",\"%s\",\"%s\"]"
                  .formatted(
                      latency.key(),
                      latency.label("%s", true),
                      latency.description(),
                      latency.label("%s", false)));
    }
    assertThat(Latency.WORKFLOW.label("run", true)).isEqualTo("run, raw (actual start)");
    assertThat(Latency.WORKFLOW.label("run", false)).isEqualTo("run (closed loop, from start)");
  }

  @Test
  void a_second_of_the_series_is_that_of_the_files() throws IOException {
    StoredRun.write(folder.resolve("run"), 30, true);
    List<String> lines = Files.readAllLines(folder.resolve("run/intervals.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));

    JsonNode columns = data(html("run")).at("/runs/0/series/columns");

    for (int second = 0; second < 30; second++) {
      String[] row = lines.get(second + 1).split(",", -1);
      assertThat(columns.at("/completion_call_p99/" + second).asDouble())
          .isEqualTo(
              rounded(Double.parseDouble(row[header.indexOf("completion_call_p99_seconds")])),
              org.assertj.core.data.Offset.offset(
                  0.005 * columns.at("/completion_call_p99/" + second).asDouble()));
      assertThat(columns.at("/pending/" + second).asText())
          .isEqualTo(row[header.indexOf("pending_tokens")]);
    }
  }

  @Test
  void the_same_files_make_the_same_bytes() {
    StoredRun.write(folder.resolve("run"), 20, false);

    assertThat(html("run")).isEqualTo(html("run"));
  }

  @Test
  void text_from_outside_cannot_end_the_element_that_it_stands_in() throws IOException {
    StoredRun.write(folder.resolve("run"), 20, false);
    String plan = "</script><script>alert(1)</script><!--\u2028\u2029&lt;";
    Files.writeString(folder.resolve("run/plan.yaml"), plan);

    String html = html("run");

    assertThat(html).doesNotContain("alert(1)</script>", "\u2028", "\u2029");
    assertThat(data(html).at("/runs/0/plan").asText()).isEqualTo(plan);
  }

  @Test
  void the_policy_allows_the_page_s_own_script_and_style_and_nothing_else() throws Exception {
    StoredRun.write(folder.resolve("run"), 20, false);
    String html = html("run");
    String policy = first(html, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");

    assertThat(policy)
        .contains(
            "default-src 'none'", "script-src '" + hash(first(html, "<script>(.*?)</script>")))
        .contains("style-src '" + hash(first(html, "<style>(.*?)</style>")))
        .doesNotContain("unsafe", "connect-src", "http:");
    assertThat(html).doesNotContain("<script src", "<link rel=\"stylesheet\"");
  }

  @Test
  void what_must_be_known_of_a_target_stands_with_the_run() {
    StoredRun.write(folder.resolve("embedded"), 20, false);
    StoredRun.write(folder.resolve("remote"), 20, true);

    assertThat(data(html("embedded")).at("/runs/0/caveat").asText()).isEqualTo("not a benchmark");
    assertThat(data(html("remote")).at("/runs/0").has("caveat")).isFalse();
  }

  @Test
  void several_runs_share_a_page() {
    StoredRun.write(folder.resolve("one"), 20, false);
    StoredRun.write(folder.resolve("other"), 30, true);

    JsonNode data =
        RunReport.of(
                List.of(
                    RunFolder.open(folder.resolve("one")), RunFolder.open(folder.resolve("other"))))
            .data();

    assertThat(data.at("/runs/0/result/load_model").asText()).isEqualTo("closed");
    assertThat(data.at("/runs/1/series/columns/seconds")).hasSize(30);
  }

  @Test
  void a_log_that_breaks_off_ends_the_percentiles_and_not_the_report() throws IOException {
    StoredRun.write(folder.resolve("run"), 20, false);
    Path log = folder.resolve("run/latency.hlog");
    String text = Files.readString(log);
    Files.writeString(log, text.substring(0, text.length() / 2));

    JsonNode columns = data(html("run")).at("/runs/0/series/columns");

    assertThat(columns.at("/workflow_p99/5").isNumber()).isTrue();
    assertThat(columns.at("/workflow_p99/19").isNull()).isTrue();
    assertThat(columns.at("/pending/19").isNumber()).isTrue();
  }

  @Test
  void what_is_no_results_folder_is_told_in_a_sentence() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path strange = Files.createDirectory(folder.resolve("strange"));
    Files.writeString(strange.resolve("result.json"), "[]");

    assertThatThrownBy(() -> RunFolder.open(folder.resolve("nowhere")))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("is no folder; name a run's results folder.");
    assertThatThrownBy(() -> RunFolder.open(empty))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds no result.json");
    assertThatThrownBy(() -> RunFolder.open(strange))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not of tokenstorm.run/v1");
  }

  @Test
  void a_result_that_lacks_what_a_page_shows_is_told_in_a_sentence() throws IOException {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    Files.writeString(bare.resolve("result.json"), "{\"schema\":\"tokenstorm.run/v1\"}");

    assertThatThrownBy(() -> RunFolder.open(bare))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith(
            "holds a result.json without run_id; only one as the run wrote it can be reported.");
  }

  @Test
  void damaged_intervals_are_told_in_a_sentence() throws IOException {
    StoredRun.write(folder.resolve("run"), 20, false);
    Path csv = folder.resolve("run/intervals.csv");
    String whole = Files.readString(csv);

    Map<String, String> damages =
        Map.of(
            "",
            "without the names of its columns in its first line",
            whole.substring(whole.indexOf('\n') + 1),
            "without the names",
            whole.replace("drain", "drained"),
            "with a line of a phase that does not exist",
            whole.replace(",drain,", ",drain,x"),
            "with a field that is no number");
    for (Map.Entry<String, String> damage : damages.entrySet()) {
      Files.writeString(csv, damage.getKey());
      assertThatThrownBy(() -> html("run"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("holds an intervals.csv " + damage.getValue());
    }
  }

  @Test
  void data_is_escaped_for_any_place_in_a_page() {
    String escaped = Page.escaped(JsonNodeFactory.instance.textNode("<!-- & -->\u2028"));

    assertThat(escaped).isEqualTo("\"\\u003c!-- \\u0026 --\\u003e\\u2028\"");
  }

  private String html(String run) {
    return RunReport.of(List.of(RunFolder.open(folder.resolve(run)))).html();
  }

  private static JsonNode data(String html) {
    try {
      return new ObjectMapper().readTree(first(html, DATA.pattern()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String first(String html, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static String hash(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static double at(JsonNode distribution, double x) {
    for (int i = 0; i < distribution.at("/x").size(); i++) {
      if (distribution.at("/x/" + i).asDouble() == x) {
        return distribution.at("/ms/" + i).asDouble();
      }
    }
    throw new AssertionError("no point at " + x);
  }

  private static double rounded(double seconds) {
    return Columns.number(seconds * 1000, 4).asDouble();
  }
}
