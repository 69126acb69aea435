package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.report.JunitXml;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** The whole program on the null front end, in this process and in another. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class NullRunIT {
  private static final String ALL_OUTCOMES =
      " --outcomes complete=70,fail=10,abandon=10,cancel=10 --start-to-close-timeout 6s"
          + " --drain-timeout 180s --seed 5";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ProgramRun run(String flags, String... objectives) {
    return ProgramRun.of(folder.resolve("out"), "--quiet --audit all " + flags, objectives);
  }

  @Tag("proof")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--completer sdk --complete-by token",
        "--completer grpc --complete-by token",
        "--completer grpc --complete-by id"
      })
  @Execution(ExecutionMode.CONCURRENT)
  void everyOutcomeEndsAsItWasDrawn(String how) {
    ProgramRun run =
        run(
            "--require-trust off --target null --workflows 100 --in-flight 100 "
                + how
                + ALL_OUTCOMES);

    run.passed();
    assertThat(run.out())
        .startsWith("PASSED · null target: the null front end is no server, so this measures");
    assertThat(run.result().at("/target/kind").asText()).isEqualTo("null");
    assertThat(run.workflows("cancelled")).isPositive();
    assertThat(run.tokens("superseded")).isPositive();
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(100);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void objectivesAreJudgedByWhatWasMeasured() {
    ProgramRun run =
        run(
            "--target null --rate 50/s --duration 1s",
            "workflows.started == 50",
            "completion.p50 < 1us",
            "drain:schedule-lag.max < 1h");

    run.exited(ExitCode.FAILED);
    assertThat(run.out())
        .startsWith("FAILED · null target")
        .containsPattern("✓ workflows.started == 50 +50 +met\\R")
        .containsPattern("✗ completion.p50 < 1us +[0-9.]+ .s +not met\\R")
        .containsPattern("✗ drain:schedule-lag.max < 1h +– +no samples\\R");
    assertThat(run.result().at("/verdict/objectives").findValuesAsText("outcome"))
        .containsExactly("met", "missed", "no-samples");
    assertThat(run.result().at("/verdict/objectives/1/measured"))
        .isEqualTo(run.result().at("/figures/run/latency_seconds/completion_call/p50"));
    assertThat(
            ProgramRun.of(
                    folder.resolve("met"),
                    "--quiet --target null --workflows 20",
                    "tokens.lost == 0")
                .exitCode())
        .isZero();
  }

  /** Twenty samples are too few for the percentile, however slow this machine is. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void doubtsDecideTheExitCodeWhereSomethingIsRequiredAndTrustAsWell() {
    String flags = "--quiet --target null --workflows 20 ";
    String impossible = "workflow.p99.99 < 1h";
    ProgramRun doubted = run("--target null --workflows 20", impossible);
    doubted.exited(ExitCode.UNTRUSTWORTHY);
    assertThat(doubted.out())
        .startsWith("UNTRUSTWORTHY · null target")
        .contains("? There are too few samples for workflow.p99.99: 20, and it takes 50,000 for 5");
    assertThat(doubted.result().at("/verdict/outcome").asText()).isEqualTo("untrustworthy");
    assertThat(doubted.result().at("/verdict/doubts").findValuesAsText("kind"))
        .contains("few-samples");

    assertThat(ProgramRun.of(folder.resolve("unasked"), flags).exitCode()).isZero();
    ProgramRun.of(folder.resolve("failed"), flags, impossible, "tokens.issued == 0")
        .exited(ExitCode.FAILED);
    ProgramRun warned =
        ProgramRun.of(folder.resolve("warned"), flags + "--require-trust off", impossible).passed();
    assertThat(warned.out()).startsWith("PASSED").contains("? There are too few samples");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theVerdictIsWrittenForOtherProgramsInPlaceOfAnOlderOne() throws Exception {
    Path junit =
        Files.writeString(
            folder.resolve("verdict.xml"),
            JunitXml.unfinished("run", "an-older-run", Instant.EPOCH, "It was killed."));
    Path markdown = folder.resolve("verdict.md");
    ProgramRun run =
        run(
            "--target null --workflows 20 --report junit=" + junit + ",markdown=" + markdown,
            "tokens.lost == 0",
            "workflows.completed == 1");

    run.exited(ExitCode.FAILED);
    Element suites =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(junit.toFile())
            .getDocumentElement();
    assertThat(suites.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(((Element) suites.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo("measured 20: not met");
    assertThat(Files.readString(markdown))
        .startsWith("## FAILED · null target: ")
        .contains("| ❌ | workflows.completed == 1 | 20, not met |");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("out", "verdict.md", "verdict.xml");
    }
    assertThat(run.read("plan.yaml")).doesNotContain("report");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anObjectiveThatAbortsStopsTheRunWhichDrainsAndLosesNothing() {
    ProgramRun run =
        run("--target null --rate 20/s --duration 10m", "workflows.started < 20 abort after 1s");

    run.exited(ExitCode.FAILED);
    assertThat(run.out()).startsWith("FAILED · aborted · null target");
    assertThat(run.result().at("/ending/how").asText()).isEqualTo("aborted");
    assertThat(run.result().at("/ending/sentence").asText())
        .startsWith("workflows.started was ")
        .endsWith(" and workflows.started < 20 is required: the run was stopped, and drained.");
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.workflows("completed")).isEqualTo(run.workflows("started")).isGreaterThan(19);
    assertThat(run.count("/figures/run/latency_seconds/workflow/count"))
        .isEqualTo(run.workflows("completed"));
    double closed =
        run.intervals().stream()
            .mapToDouble(
                row ->
                    Double.parseDouble(row.getOrDefault("workflows_per_second", ""))
                        * Double.parseDouble(row.getOrDefault("length_seconds", "")))
            .sum();
    assertThat(Math.round(closed)).isEqualTo(run.workflows("completed"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void lostRepliesUnbalanceNothing() {
    ProgramRun run =
        run("--target null:lose-replies=5% --workflows 100 --seed 7 --start-to-close-timeout 60s")
            .passed();

    assertThat(run.rpc("RespondActivityTaskCompleted", "UNAVAILABLE")).isPositive();
    assertThat(run.rpc("RespondActivityTaskCompleted", "NOT_FOUND")).isPositive();
    assertThat(run.tokens("completed")).isEqualTo(run.tokens("issued")).isEqualTo(400);
  }

  /**
   * One activity at a time, and polls enough for its task and its twin: both leave before the next
   * activity's, on the same connection. A twin that comes after its workflow's end is an orphan.
   */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyTaskThatComesTwiceIsSeen() {
    ProgramRun run =
        run(
            "--target null:duplicate-tasks=10% --worker wire --workflows 400 --in-flight 1"
                + " --branches 1 --steps 1 --seed 7 --start-to-close-timeout 60s");

    run.exited(ExitCode.FAILED);
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.tokens("completed")).isEqualTo(400);
    // So many of 400 tasks this seed strikes, and not the last.
    assertThat(run.count("/ledger/findings_total") + run.tokens("orphaned")).isEqualTo(38);
    assertThat(run.out()).contains("came twice");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLimitIsCountedWithItsCauseAndScope() {
    ProgramRun run =
        run(
            "--target null:limit=4/s --workflows 1 --branches 20 --steps 1 --completer grpc"
                + " --start-to-close-timeout 120s --drain-timeout 240s");

    run.passed();
    assertThat(run.tokens("completed")).isEqualTo(20);
    assertThat(
            StreamSupport.stream(run.result().at("/rpc").spliterator(), false)
                .filter(rpc -> rpc.at("/code").asText().equals("RESOURCE_EXHAUSTED")))
        .isNotEmpty()
        .allSatisfy(
            rpc -> {
              assertThat(rpc.at("/method").asText()).isEqualTo("RespondActivityTaskCompleted");
              assertThat(rpc.at("/cause").asText()).isEqualTo("RPS_LIMIT");
              assertThat(rpc.at("/scope").asText()).isEqualTo("NAMESPACE");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--worker wire --completer grpc --heartbeat-interval 20ms --heartbeat-timeout 10s",
        "--completer sdk --warmup 1s --outcomes complete=90,fail=10 --seed 3",
        "--worker wire --rate 500/s --workflows 1000 --complete-by id"
      })
  @Execution(ExecutionMode.CONCURRENT)
  void parkedTokensAreCompletedInAPhaseOfTheirOwn(String how) {
    ProgramRun run = run("--target null --park 301 " + how).passed();

    assertThat(run.intervals().stream().map(row -> row.get("phase")).distinct())
        .endsWith("measure", "release", "drain");
    assertThat(run.count("/figures/measure/tokens/pending_max")).isGreaterThanOrEqualTo(301);
    assertThat(run.count("/figures/measure/latency_seconds/completion_call/count")).isZero();
    assertThat(run.count("/figures/release/latency_seconds/completion_call/count"))
        .isGreaterThanOrEqualTo(270);
    assertThat(run.count("/figures/release/workflows/intended")).isLessThan(20);
    assertThat(run.count("/figures/drain/workflows/started")).isZero();
    assertThat(run.result().at("/figures/release/completions/rate_per_second").asDouble())
        .isPositive();
    assertThat(run.workflows("completed") + run.workflows("failed"))
        .isEqualTo(run.workflows("started"));
    assertThat(run.out()).contains("measured phase           release        with drain");
    assertThat(run.rpc("RecordActivityTaskHeartbeat", "OK") > 0).isEqualTo(how.contains("beat"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tokensThatDoNotComeTogetherInTimeAreCompletedBeforeTheyTimeOut() {
    ProgramRun run =
        run(
            "--target null:poll-latency=200ms --worker wire --worker-pollers 2 --steps 1 --park 70"
                + " --start-to-close-timeout 10s --drain-timeout 60s");

    run.exited(ExitCode.FAILED);
    assertThat(run.out())
        .contains("FAILED", "of the 70 tokens of --park were pending when half of");
    assertThat(run.result().at("/ending/how").asText()).isEqualTo("not-parked");
    assertThat(run.workflows("completed")).isEqualTo(run.workflows("started"));
    assertThat(run.tokens("timed_out") + run.tokens("superseded")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "wire"})
  @Execution(ExecutionMode.CONCURRENT)
  void eagerActivitiesAndAStallAreSurvived(String worker) {
    ProgramRun run =
        run(
            "--worker "
                + worker
                + " --target"
                + " null:eager,stall=2s@100ms,latency=exp:5ms,rpc-latency=1ms,poll-latency=1ms,capacity=2k/s"
                + " --workflows 50 --start-to-close-timeout 60s");

    run.passed();
    assertThat(run.tokens("completed")).isEqualTo(200);
    // Those that come with an answer need no poll; of these, some come back empty.
    assertThat(run.rpc("PollActivityTaskQueue", "OK")).isLessThan(150);
    assertThat(run.result().at("/figures/run/latency_seconds/workflow/max").asDouble())
        .isGreaterThan(1.5);
    // Whoever waited for the stall's end was answered then, and not after a timeout.
    assertThat(run.tokens("issued")).isEqualTo(200);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aServerOfAnotherProcessIsKnownForWhatItIsAndItsDeathEndsTheRun() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("tokenstorm.jar"),
                "null-server",
                "--listen",
                "127.0.0.1:0",
                "--with",
                "latency=1ms")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String address = firstLine(server);
      assertThat(address).matches("127\\.0\\.0\\.1:\\d+");
      ProgramRun whole =
          ProgramRun.of(
              folder.resolve("whole"),
              "--quiet --audit all --require-trust off --workflows 20 --target " + address);
      assertThat(whole.passed().out()).startsWith("PASSED · null target: the null front end");

      ProgramRun.Started cut =
          ProgramRun.start(
              folder.resolve("cut"),
              "--quiet --workflows 100000 --drain-timeout 5s --target " + address);
      cut.awaitClosed(50);
      server.destroyForcibly().waitFor();
      ProgramRun ended = cut.result();
      assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(ExitCode.COULD_NOT);
      assertThat(ended.result().at("/ledger/balanced").asBoolean()).isTrue();
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anInterruptedServerEndsWithoutError() throws Exception {
    Process server =
        new ProcessBuilder(
                SignalledProcess.command(
                    NullServerProcess.command("null-server", "--listen", "127.0.0.1:0")))
            .start();
    try {
      var unused = firstLine(server);
      // A process's own destroy would close its streams as well.
      server.toHandle().destroy();
      assertThat(server.waitFor()).isEqualTo(ExitCode.PASSED);
      assertThat(new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEmpty();
    } finally {
      server.destroyForcibly();
    }
  }

  private static String firstLine(Process process) throws IOException {
    return Objects.requireNonNull(
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  @Test
  void whatCannotBeServedIsSaidInOneSentence() throws IOException {
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      for (Map.Entry<List<String>, String> wrong :
          Map.of(
                  List.of("--listen", "127.0.0.1:" + taken.getLocalPort()), "cannot be served",
                  List.of("--listen", "7733"), "must be HOST:PORT",
                  List.of("--with", "latency"), "must give latency a value",
                  List.of("--with", "capacity=0"), "must give capacity a value",
                  List.of("--with", "stall=2s"), "as in stall=2s@10s",
                  List.of("--with", "lose-replies=101%"), "as in lose-replies=1%",
                  List.of("--with", "eager=yes"), "must give eager without a value",
                  List.of("--with", "limit=1/s,limit=2/s"), "must name limit only once",
                  List.of("--with", "delay=2s"), "the null front end's options are",
                  List.of("--namespace", ""), "must not be empty")
              .entrySet()) {
        Shell shell = new Shell();
        String[] args =
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of("null-server"), wrong.getKey().stream())
                .toArray(String[]::new);
        assertThat(shell.run(args)).as(String.join(" ", args)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(wrong.getValue()).hasLineCount(1);
        assertThat(shell.out()).isEmpty();
      }
    }
  }
}
