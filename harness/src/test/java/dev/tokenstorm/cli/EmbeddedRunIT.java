package dev.tokenstorm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.result.DocumentSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program on the embedded target. */
@Execution(ExecutionMode.CONCURRENT) // beside others, and one by one
@ResourceLock(Resources.SYSTEM_ERR)
@Timeout(300)
final class EmbeddedRunIT {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{24,}={0,2}");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aRunPrintsItsVerdictFirstAndKeepsItsResults() {
    ProgramRun run = run("--workflows 50 --in-flight 25 --audit all").passed();

    assertThat(run.out()).startsWith("PASSED · embedded target: not a benchmark");
    assertThat(run.err()).contains("measure", "drain").doesNotContain("\u001b", "WARN");
    assertThat(run.workflows("completed")).isEqualTo(50);
    assertThat(run.tokens("completed")).isEqualTo(run.tokens("issued")).isEqualTo(200);
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(50);
    assertThat(run.count("/figures/run/workflows/in_flight_max")).isBetween(1L, 25L);
    assertThat(folder.resolve("out"))
        .isDirectoryContaining("glob:**/result.json")
        .isDirectoryContaining("glob:**/intervals.csv")
        .isDirectoryContaining("glob:**/latency.hlog")
        .isDirectoryContaining("glob:**/plan.yaml");
    assertThat(DocumentSchema.RUN.violations(run.result())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--completer grpc",
        "--complete-by id",
        "--completer grpc --complete-by id --completers 3",
        "--completion-delay 50ms",
        "--completion-delay exp:50ms",
        "--completion-delay uniform:10ms..90ms",
        "--completion-delay lognormal:50ms,0.5",
        "--payload-bytes 3000",
        "--worker wire",
        "--worker wire --completer grpc --payload-bytes 3000",
      })
  void everyWayToRunGreetsAndAgreesWithEveryHistory(String flags) {
    ProgramRun run = run("--workflows 15 --in-flight 15 --audit all --json " + flags).passed();

    assertThat(run.workflows("completed")).isEqualTo(15);
    assertThat(run.tokens("completed")).isEqualTo(60);
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(15);
  }

  @Test
  void aGreetingIsAsWideAndAsLongAsAsked() {
    ProgramRun run =
        run("--workflows 10 --in-flight 10 --branches 3 --steps 3 --payload-bytes 200 --audit all")
            .passed();
    assertThat(run.workflows("completed")).isEqualTo(10);
    assertThat(run.tokens("completed")).isEqualTo(90);
  }

  @Test
  void anOpenLoopStartsOnScheduleAndKeepsBothLatencies() {
    ProgramRun run = run("--rate 20/s --duration 3s --audit none").passed();

    assertThat(run.workflows("intended")).isEqualTo(60);
    assertThat(run.workflows("completed")).isEqualTo(60);
    assertThat(run.workflows("dropped")).isZero();
    JsonNode latencies = run.result().at("/figures/run/latency_seconds");
    assertThat(latencies.at("/workflow/count").asLong()).isEqualTo(60);
    assertThat(latencies.at("/workflow_corrected/count").asLong()).isEqualTo(60);
    assertThat(latencies.at("/schedule_lag/count").asLong()).isEqualTo(60);
    assertThat(run.result().at("/load_model").asText()).isEqualTo("open");
    assertThat(DocumentSchema.RUN.violations(run.result())).isEmpty();
  }

  @Test
  void arrivalsDroppedAtTheInFlightBoundAreCountedAndShown() {
    ProgramRun run = run("--rate 50/s --workflows 50 --in-flight 5 --completion-delay 2s").passed();

    assertThat(run.workflows("intended")).isEqualTo(50);
    assertThat(run.workflows("dropped")).isBetween(10L, 45L);
    assertThat(run.workflows("started")).isEqualTo(50 - run.workflows("dropped"));
    assertThat(run.workflows("completed")).isEqualTo(run.workflows("started"));
    assertThat(run.count("/figures/run/workflows/in_flight_max")).isEqualTo(5);
    assertThat(run.out()).contains(run.workflows("dropped") + " arrivals were dropped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--workflows 20 --in-flight 10", "--rate 20/s --workflows 20"})
  void theWarmUpIsLeftOutOfTheFigures(String load) {
    ProgramRun run = run(load + " --warmup 2s --audit all").passed();

    // The figures are of twenty workflows; the ledger accounts for those of the warm-up as well.
    assertThat(run.count("/figures/run/latency_seconds/workflow/count")).isEqualTo(20);
    assertThat(run.count("/figures/run/latency_seconds/completion_call/count")).isEqualTo(80);
    assertThat(run.workflows("completed")).isGreaterThan(20);
    assertThat(run.tokens("completed")).isEqualTo(4 * run.workflows("completed"));
    assertThat(run.count("/figures/warmup/latency_seconds/workflow/count"))
        .isLessThanOrEqualTo(run.workflows("completed") - 20);
    assertThat(run.intervals().get(0)).containsEntry("phase", "warmup");
    assertThat(DocumentSchema.RUN.violations(run.result())).isEmpty();
  }

  @Test
  void parkedTokensAreReleasedTogetherAndMeasuredApart() {
    ProgramRun run = run("--park 40 --audit all").passed();

    assertThat(run.workflows("completed")).isEqualTo(20);
    assertThat(run.tokens("completed")).isEqualTo(80);
    assertThat(run.count("/figures/measure/tokens/pending_max")).isEqualTo(40);
    assertThat(run.count("/figures/measure/completions/count")).isZero();
    assertThat(run.count("/figures/release/completions/count")).isGreaterThanOrEqualTo(40);
    assertThat(run.err()).contains("of 40 tokens answered");
    assertThat(DocumentSchema.RUN.violations(run.result())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--stages 500ms@10/s,1s@10/s..30/s,500ms@0/s,500ms@10/s --arrivals constant --burst 15@1s",
        "--stages 1s@10/s..70/s --arrivals poisson --seed 5 --burst 5@0",
        "--in-flight 2..20@1s --workflows 45",
      })
  void aLoadOfAnyShapeIsStartedAndAccountedFor(String load) {
    ProgramRun run = run(load + " --audit all").passed();

    assertThat(run.workflows("completed")).isEqualTo(run.workflows("intended")).isBetween(35L, 55L);
    assertThat(DocumentSchema.RUN.violations(run.result())).isEmpty();
  }

  @Test
  void withJsonStdoutIsTheResultDocumentAndNothingElse() {
    ProgramRun run = run("--workflows 10 --in-flight 10 --json --quiet").passed();

    assertThat(run.out()).isEqualTo(run.read("result.json") + System.lineSeparator());
    assertThat(DocumentSchema.RUN.violations(ProgramRun.json(run.out()))).isEmpty();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void resultsAreNeverOverwritten() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    ProgramRun run = run("--workflows 10").exited(ExitCode.USAGE);
    assertThat(run.err())
        .contains("--out", "must name a folder that does not exist yet")
        .hasLineCount(1);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void thePlanAmongTheResultsMakesTheSameDraws() {
    ProgramRun first =
        run("--workflows 40 --in-flight 40 --outcomes complete=80,fail=18,cancel=2 --max-attempts"
                + " 2")
            .passed();
    ProgramRun again =
        ProgramRun.of(
                folder.resolve("again"), "--plan " + folder.resolve("out").resolve("plan.yaml"))
            .passed();

    assertThat(again.tokens("issued"))
        .isEqualTo(first.tokens("issued"))
        .isEqualTo(first.expectedTokens(40));
    for (String state : List.of("completed", "failed", "cancelled")) {
      assertThat(again.workflows(state)).isEqualTo(first.workflows(state));
      assertThat(again.tokens(state)).isEqualTo(first.tokens(state));
    }
    assertThat(again.result().at("/plan")).isEqualTo(first.result().at("/plan"));
  }

  @Test
  void aMetricsAddressThatWasGivenAndIsTakenIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProgramRun run =
          run("--workflows 10 --metrics-address 127.0.0.1:" + taken.getLocalPort())
              .exited(ExitCode.USAGE);
      assertThat(run.err()).contains("--metrics-address", "in use").hasLineCount(1);
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Test
  void aDefaultMetricsAddressThatIsTakenIsWarnedOfUnlessNoneIsWanted() throws IOException {
    Optional<ServerSocket> taken = occupyDefaultPort();
    try {
      ProgramRun run =
          ProgramRun.withMetrics(folder.resolve("out"), "--workflows 5 --quiet").passed();
      assertThat(run.err()).contains("metrics are at http://127.0.0.1:", "9464 is taken");
      assertThat(run.err()).hasLineCount(1);

      ProgramRun without =
          ProgramRun.of(folder.resolve("without"), "--workflows 5 --quiet --no-metrics").passed();
      assertThat(without.err()).isEmpty();
    } finally {
      if (taken.isPresent()) {
        taken.get().close();
      }
    }
  }

  /** Empty when some other process has it, which does as well. */
  private static Optional<ServerSocket> occupyDefaultPort() {
    try {
      return Optional.of(new ServerSocket(9464, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException alreadyTaken) {
      return Optional.empty();
    }
  }

  @Test
  void afterTheSummaryTheEndpointLingersWithTheFinalValues()
      throws IOException, InterruptedException {
    int port = LoopbackPorts.forServer();
    ProgramRun.Started started =
        ProgramRun.start(
            folder.resolve("out"),
            "--workflows 20 --in-flight 10 --linger 4s --metrics-address 127.0.0.1:" + port);
    started.await(() -> Files.exists(folder.resolve("out").resolve("result.json")));
    String metrics = scrape(port);
    assertThat(started.ended()).isFalse();
    assertThat(metrics)
        .containsPattern("\ntokenstorm_workflows_total\\{[^}]*state=\"completed\"[^}]*} 20\\.0\n")
        .containsPattern("\ntokenstorm_tokens_total\\{[^}]*state=\"completed\"[^}]*} 80\\.0\n")
        .containsPattern("\ntokenstorm_workflows_in_flight\\{[^}]*} 0\\.0\n")
        .containsPattern("\ntemporal_")
        .containsPattern("\njvm_");

    ProgramRun run = started.result().passed();
    assertThat(tokensIn(metrics, runId(run))).isEmpty();
  }

  @Test
  void aRunWhoseReportCannotBeMadeSaysWhyOnItsLivePage() throws Exception {
    int port = LoopbackPorts.forServer();
    Path log = folder.resolve("out").resolve("latency.hlog");
    ProgramRun.Started started =
        ProgramRun.start(
            folder.resolve("out"),
            "--workflows 20 --in-flight 10 --linger 4s --metrics-address 127.0.0.1:" + port);
    started.await(() -> Files.exists(log));
    Files.delete(log);
    try (Stream<String> events = get(port, "/events", BodyHandlers.ofLines())) {
      assertThat(events.dropWhile(line -> !line.equals("event: over")).skip(2).findFirst())
          .hasValueSatisfying(data -> assertThat(data).contains("holds no latency.hlog"));
    }

    ProgramRun run = started.result().exited(ExitCode.COULD_NOT);
    assertThat(run.out()).contains("There is no report");
  }

  @Test
  void tokensAreLoggedInBase64WhenAsked() {
    Logged logged = logged("--workflows 5 --in-flight 5 --log-tokens");

    assertThat(tokensIn(logged.err(), runId(logged.run()))).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void noTokenIsPrintedOrKeptUnasked() throws IOException {
    Logged logged = logged("--workflows 5 --in-flight 5 --outcomes complete=50,fail=50 --json");
    String runId = runId(logged.run());

    assertThat(logged.run().tokens("issued")).isPositive();
    assertThat(tokensIn(logged.err(), runId)).isEmpty();
    assertThat(tokensIn(logged.run().out() + logged.run().err(), runId)).isEmpty();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      for (Path file : files.toList()) {
        assertThat(tokensIn(Files.readString(file), runId)).as(file.toString()).isEmpty();
      }
    }
  }

  /** A run, and all that went to this process's stderr meanwhile. */
  private record Logged(ProgramRun run, String err) {}

  private Logged logged(String flags) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      return new Logged(run(flags).passed(), log.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  /** What decodes to bytes that name one of the run's workflows, as a task token does. */
  private static List<String> tokensIn(String text, String runId) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = BASE64.matcher(text);
    while (matcher.find()) {
      try {
        byte[] bytes = Base64.getDecoder().decode(matcher.group());
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains(runId)) {
          tokens.add(matcher.group());
        }
      } catch (IllegalArgumentException notBase64) {
        // A long word of another kind.
      }
    }
    return tokens;
  }

  private static String runId(ProgramRun run) {
    return run.result().at("/run_id").asText();
  }

  private ProgramRun run(String flags) {
    return ProgramRun.of(folder.resolve("out"), flags);
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    return get(port, "/metrics", BodyHandlers.ofString());
  }

  private static <T> T get(int port, String path, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), handler)
        .body();
  }
}
