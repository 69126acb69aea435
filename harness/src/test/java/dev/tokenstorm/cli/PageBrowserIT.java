package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.report.LivePage;
import dev.tokenstorm.report.ProgressGoal;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.SampleFaults;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.result.StoredRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live page and the report, as a browser shows them. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
final class PageBrowserIT {
  private static final Pattern PATH_END = Pattern.compile("\\.(?![0-9])");
  private static final String HOSTILE =
      "<script>window.ran = true</script><img src=x onerror='window.ran = true'>\u2028";

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aRunIsSeenAsItGoesOnAndItsReportTellsTheSameAsItsResult() throws Exception {
    int port = LoopbackPorts.forServer();
    Path out = folder.resolve("run");
    ProgramRun.Started started =
        ProgramRun.start(
            out,
            "--warmup 2s --duration 5s --rate 20/s --outcomes complete=97,fail=3 --linger 2s"
                + " --metrics-address 127.0.0.1:"
                + port);
    started.await(() -> answers(port));
    int before = browser.requests().size();
    browser.show(1440, 900, false);
    browser.open(URI.create("http://127.0.0.1:" + port + "/"));
    browser.await("it runs", () -> browser.text("#status").contains("Live · measure"));
    assertThat(browser.text("h1")).isEqualTo("Running");
    assertThat(browser.text("h1 + p")).isEqualTo("Embedded target: not a benchmark");
    browser.await("series are drawn", () -> charts() >= 10);
    browser.screenshot("live-1440-light");
    browser.show(390, 844, true);
    browser.screenshot("live-390-dark");
    browser.await("it has ended", () -> browser.text("#status").contains("ended"));
    Map<?, ?> seenAtTheEnd = browser.figures();
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests().stream().skip(before))
        .isNotEmpty()
        .allMatch(
            url -> url.startsWith("http://127.0.0.1:" + port + "/") || url.startsWith("data:"));

    ProgramRun run = started.result();
    assertThat(run.err()).contains("live page at http://127.0.0.1:" + port + "/");
    equal(seenAtTheEnd, run.result());

    theReportIsWholeWhenServed(out, run.result());

    before = browser.requests().size();
    browser.offline(true);
    browser.open(out.resolve("report.html").toUri());
    equal(browser.figures(), run.result());
    assertThat(browser.text("h1"))
        .isEqualToIgnoringCase(run.result().at("/verdict/outcome").asText());
    assertThat(charts()).isGreaterThanOrEqualTo(10);
    assertThat(browser.text("[aria-label='Bottleneck'] td:last-child"))
        .isEqualTo(run.result().at("/bottlenecks/0/sentence").asText());
    for (boolean dark : List.of(false, true)) {
      browser.show(1440, 900, dark);
      browser.screenshot("report-1440-" + (dark ? "dark" : "light"));
      browser.show(390, 844, dark);
      browser.screenshot("report-390-" + (dark ? "dark" : "light"));
      assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
    }
    browser.print("report");
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests().stream().skip(before))
        .allMatch(
            url ->
                url.equals(out.resolve("report.html").toUri().toString())
                    || url.startsWith("data:"));

    aReportIsReadWithKeysAlone();
    theIntendedRateIsThatOfThePlan(out);
    textFromOutsideIsShownAndNotRun(out);
    doubtsAreShown(out);
    runsAreComparedSideBySide(out);
    browser.offline(false);
  }

  @Test
  void faultsAreNamedOnTheChartsAndHaveTheirCostsInATable() throws IOException {
    Path faulted = folder.resolve("faulted");
    StoredRun.write(faulted, 20, true, "fault", "1s: cut 500ms");
    Files.writeString(
        faulted.resolve(ResultFiles.RESULT),
        RunResultJson.write(SampleFaults.result(), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS));
    report(faulted.toString());
    var ofOthers = browser.console();
    browser.show(1440, 900, false);
    browser.open(faulted.resolve("report.html").toUri());

    assertThat(browser.text("figure .unseen"))
        .endsWith(
            " Faults: 1s: cut 500ms, 0:01 to 0:01.5; 2s: reset 10%, 0:02 to 0:02. Arrow keys move"
                + " along the chart.");
    assertThat(browser.text("[aria-label='Faults']"))
        .contains("3 connections reset", "1.30 s", "89.4 %", "8 completed, 4 superseded");
    assertThat(text())
        .contains("No time to recover from fault 2: The load ended before the fault did.");
    assertThat(browser.console()).as("beside %s", ofOthers).isEmpty();
  }

  @Test
  void aGreetingBesideAStandaloneActivityHasWordsThatFitBoth() {
    Path greeting = folder.resolve("greeting");
    Path standalone = folder.resolve("standalone");
    StoredRun.write(greeting, 20, true, "branches", "1", "steps", "1");
    StoredRun.write(standalone, 20, true, "workload", "standalone");
    Path page = folder.resolve("both.html");
    report(greeting.toString(), standalone.toString(), "--out", page.toString());
    var ofOthers = browser.console();
    browser.show(1440, 900, false);
    browser.open(page.toUri());

    assertThat(text())
        .contains(
            "Greetings: each execution is a workflow of 1 × 1 activities",
            "Standalone activities: each execution is one activity that a client starts",
            "executions per second",
            "execution, corrected (intended), p99",
            " · greeting 1 × 1",
            " · standalone",
            "CPU per execution",
            "calls per execution",
            "what is of workflows has no value (–) there",
            "plan.yaml of ")
        .doesNotContain(
            "workflows per second", "workflow start", "[object ", "more than one activity");
    assertThat(browser.console()).as("beside %s", ofOthers).isEmpty();

    Path wider = folder.resolve("wider");
    StoredRun.write(wider, 20, true, "branches", "2", "steps", "2");
    Path unlike = folder.resolve("unlike.html");
    report(wider.toString(), standalone.toString(), "--out", unlike.toString());
    browser.open(unlike.toUri());

    assertThat(text()).contains("A greeting of 2 × 2 has more than one activity");
    Path greetings = folder.resolve("greetings.html");
    report(greeting.toString(), wider.toString(), "--out", greetings.toString());
    browser.open(greetings.toUri());

    assertThat(text()).contains("plan.yaml of ").doesNotContain("standalone", "has no value");

    report(standalone.toString());
    browser.open(standalone.resolve("report.html").toUri());

    assertThat(text())
        .contains("executions closed", "execution start", "calls per execution", "descriptions")
        .doesNotContain("workflows closed", "workflow start", "Workflow, p99", "histories");
    assertThat(browser.console()).as("beside %s", ofOthers).isEmpty();
  }

  private static String text() {
    return String.valueOf(browser.run("return document.body.innerText"));
  }

  @Test
  void aPageThatLostItsRunFindsItAgain() throws Exception {
    try (LivePage live = begun()) {
      HttpServer server = serve(0, live);
      int port = server.getAddress().getPort();
      browser.open(URI.create("http://127.0.0.1:" + port + "/"));
      browser.await("it is live", () -> browser.text("#status").startsWith("Live · measure"));

      server.stop(0);
      browser.await("it has noticed", () -> browser.text("#status").contains("trying again"));
      live.accept(StoredRun.interval(1, Phase.MEASURE));
      HttpServer again = serve(port, live);
      try {
        browser.await(
            "it is live again", () -> browser.text("#status").startsWith("Live · measure"));
        assertThat(browser.figures().get("figures.measure.completions.count")).isEqualTo("405");
      } finally {
        again.stop(0);
        // What it says of the time in between.
        browser.console();
      }
    }
  }

  @Test
  void aPageWhoseRunLeavesNoReportSaysSoAndDoesNotComeAgain() throws Exception {
    try (LivePage live = begun()) {
      HttpServer server = serve(0, live);
      browser.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
      browser.await("it is live", () -> browser.text("#status").startsWith("Live · measure"));

      live.endWithout("The <b>disk</b> is full.");
      browser.await("it has ended", () -> browser.text("#status").contains("ended"));
      server.stop(0);
      // A page that still listened would notice at once.
      Thread.sleep(500);

      assertThat(browser.text("#status")).isEqualTo("The run has ended without a report");
      assertThat(browser.text("h1")).isEqualTo("Ended · without a report");
      assertThat(browser.text(".reasons")).isEqualTo("The <b>disk</b> is full.");
      assertThat(charts()).isGreaterThanOrEqualTo(10);
      assertThat(browser.console()).isEmpty();
    }
  }

  private static LivePage begun() {
    LivePage live = new LivePage();
    live.begin(
        SampleRun.facts(true),
        "a: plan",
        new ProgressGoal(
            WorkloadKind.GREETING,
            OptionalLong.of(300),
            Optional.empty(),
            Duration.ZERO,
            OptionalLong.empty()));
    live.accept(StoredRun.interval(0, Phase.MEASURE));
    return live;
  }

  private static HttpServer serve(int port, LivePage live) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    live.handlers().forEach(server::createContext);
    server.start();
    return server;
  }

  private static void theReportIsWholeWhenServed(Path out, JsonNode result) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = Files.readAllBytes(out.resolve("report.html"));
    server.createContext(
        "/report.html",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try {
      int before = browser.requests().size();
      String page = "http://127.0.0.1:" + server.getAddress().getPort() + "/report.html";
      browser.open(URI.create(page));
      equal(browser.figures(), result);
      assertThat(browser.console()).isEmpty();
      assertThat(browser.requests().stream().skip(before))
          .isNotEmpty()
          .allMatch(url -> url.equals(page) || url.startsWith("data:"));
    } finally {
      server.stop(0);
    }
  }

  /** Keys move the cursor, and what is at the cursor is said. */
  private static void aReportIsReadWithKeysAlone() {
    assertThat(said("End", "ArrowLeft"))
        .matches("\\d+:\\d\\d(\\.\\d)?: workflows .+/s, intended (20.0/s|–)");
  }

  /** What the first chart says after these keys. */
  private static String said(String... keys) {
    return String.valueOf(
        browser.run(
            """
            const plot = document.querySelector('.plot');
            plot.focus();
            for (const key of '%s'.split(' ')) {
              plot.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
            }
            return document.activeElement === plot
              ? plot.closest('figure').querySelector('[aria-live]').textContent : 'no focus';
            """
                .formatted(String.join(" ", keys))));
  }

  private static void theIntendedRateIsThatOfThePlan(Path out) throws IOException {
    Path shaped = copy(out, "shaped");
    Path result = shaped.resolve("result.json");
    String rate = "\"rate\" : \"20/s\"";
    String shape = "\"stages\" : \"4s@10/s..20/s,1s@0/s,90s@7/s\", \"burst\" : \"30@5500ms\"";
    assertThat(Files.readString(result)).contains(rate);
    Files.writeString(result, Files.readString(result).replace(rate, shape));
    report(shaped.toString());
    browser.open(shaped.resolve("report.html").toUri());

    // A second of the ramp, and the one with the burst, of which a little is before or after it.
    assertThat(said("Home")).matches("0:01(\\.\\d)?: workflows .+, intended 1[12]\\.\\d/s");
    String second = "";
    for (int point = 0; point < 8 && !second.matches(".*intended 3\\d\\.\\d/s"); point++) {
      second = said("ArrowRight");
    }
    assertThat(second).matches("0:0[67](\\.\\d)?: workflows .+, intended 3[5-9]\\.\\d/s");
  }

  private static void textFromOutsideIsShownAndNotRun(Path out) throws IOException {
    Path hostile = copy(out, "hostile");
    Path result = hostile.resolve("result.json");
    String id = ProgramRun.json(Files.readString(result)).at("/run_id").asText();
    Files.writeString(result, Files.readString(result).replace(id, HOSTILE));
    Files.writeString(hostile.resolve("plan.yaml"), "# </script>" + HOSTILE);

    report(hostile.toString());
    browser.open(hostile.resolve("report.html").toUri());

    assertThat(browser.text(".run-id")).isEqualTo("Run " + HOSTILE);
    assertThat(browser.text("#plan")).isEqualTo("# </script>" + HOSTILE);
    assertThat(browser.run("return String(window.ran)")).isEqualTo("undefined");
    assertThat(browser.console()).isEmpty();
  }

  private static void doubtsAreShown(Path out) throws IOException {
    Path doubted = copy(out, "doubted");
    Path file = doubted.resolve("result.json");
    ObjectNode result = (ObjectNode) ProgramRun.json(Files.readString(file));
    ((ObjectNode) result.get("verdict"))
        .put("outcome", "untrustworthy")
        .putArray("doubts")
        .addObject()
        .put("kind", "warm-up")
        .put("sentence", "The warm-up was not over.");
    Files.writeString(file, result.toString());

    report(doubted.toString());
    browser.open(doubted.resolve("report.html").toUri());

    assertThat(browser.text("h1")).isEqualTo("Untrustworthy");
    assertThat(browser.text(".banner .doubts")).isEqualTo("The warm-up was not over.");
  }

  private static void runsAreComparedSideBySide(Path out) throws IOException {
    Path page = folder.resolve("together.html");
    report(out.toString(), copy(out, "again").toString(), "--out", page.toString());
    browser.show(1440, 900, false);
    browser.open(page.toUri());

    assertThat(browser.text("h1")).isEqualTo("2 runs side by side");
    assertThat(charts()).isGreaterThanOrEqualTo(10);
    assertThat(browser.console()).isEmpty();
    browser.screenshot("comparison-1440-light");
  }

  /** Every figure on the page is that of the document, to the last digit. */
  private static void equal(Map<?, ?> figures, JsonNode result) {
    assertThat(figures).hasSizeGreaterThan(80);
    figures.forEach(
        (path, value) -> {
          JsonNode node = result;
          for (String key : PATH_END.split(String.valueOf(path), -1)) {
            node = node.path(key);
          }
          if (node.isNumber()) {
            assertThat(Double.parseDouble(String.valueOf(value)))
                .as(String.valueOf(path))
                .isEqualTo(node.asDouble());
          } else {
            assertThat(value).as(String.valueOf(path)).isEqualTo(node.asText());
          }
        });
  }

  private static long charts() {
    return (Long)
        browser.run("return document.querySelectorAll('.plot:not([hidden]) canvas').length");
  }

  private static void report(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] words = new String[arguments.length + 1];
    words[0] = "report";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    int code = Main.program(new Console(Map.of(), printed, printed)).run(words);
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static Path copy(Path out, String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    for (String file : List.of("result.json", "plan.yaml", "intervals.csv", "latency.hlog")) {
      Files.copy(out.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private static boolean answers(int port) {
    try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
