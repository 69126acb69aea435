package dev.tokenstorm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.SideBySide;
import dev.tokenstorm.result.DocumentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code tune} and {@code capacity} on null front ends whose truth follows from their options. */
@Isolated("what else runs would take its time")
@Timeout(600)
final class SearchIT {
  private static final String RATE_FLAGS =
      "--worker wire --completer grpc --no-metrics --quiet --require workflow.p99<1s ";

  /** How a search ends whose budget may be too short for its whole answer. */
  private static final Set<Integer> ANSWERED = Set.of(ExitCode.PASSED, ExitCode.FAILED);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path shared;

  /** Both leave the cores idle for most of the time. */
  private static final SideBySide BOTH =
      new SideBySide(SearchIT.class)
          .with("capacity", () -> in(shared).findTheRateOfAServerInItsOwnProcess())
          .with("tune", () -> in(shared).interruptAndFindTheKnee())
          .with("completers", () -> in(shared).findTheLimitOfFourCompleters());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static SearchIT in(Path folder) {
    SearchIT search = new SearchIT();
    search.folder = folder;
    return search;
  }

  /** What a search printed as JSON, which is what its file says. */
  private JsonNode search(String name, int exitCode, String flags) throws IOException {
    return search(name, Set.of(exitCode), flags);
  }

  private JsonNode search(String name, Set<Integer> exitCodes, String flags) throws IOException {
    Path out = folder.resolve(name);
    Shell shell = new Shell();
    assertThat(shell.run(words(flags, "--json", "--out", out.toString())))
        .as(() -> shell.out() + shell.err())
        .isIn(exitCodes);
    assertThat(shell.out()).isEqualTo(Files.readString(out.resolve("search.json")));
    JsonNode document = ProgramRun.json(shell.out());
    assertThat(DocumentSchema.SEARCH.violations(document)).isEmpty();
    return document;
  }

  /** The words of a command line, of which the last may hold blanks. */
  private static String[] words(String flags, String... further) {
    return Stream.concat(Stream.of(flags.strip().split("\\s+")), Stream.of(further))
        .toArray(String[]::new);
  }

  @Test
  void capacityFindsTheRateOfAServerInItsOwnProcess() throws Throwable {
    BOTH.await("capacity");
  }

  private void findTheRateOfAServerInItsOwnProcess() throws Exception {
    HostCapacity.assumed();
    capacityOf(800, "--budget 2m --confirm 5s --duration 2s --warmup 500ms");
  }

  @Test
  void aCapacityThatIsTheCompletersIsNotTheServers() throws Throwable {
    BOTH.await("completers");
  }

  /**
   * Four calls of 200 ms at one time are 20 completions per second, whatever the server can do. So
   * few workflows may take too long to confirm a rate, which the first line says as well.
   */
  private void findTheLimitOfFourCompleters() throws Exception {
    try (NullServerProcess server = NullServerProcess.start("latency=200ms")) {
      Path out = folder.resolve("completers");
      Shell shell = new Shell();
      assertThat(
              shell.run(
                  words(
                      "capacity --completers 4 --budget 1m --confirm 4s --duration 3s --warmup"
                          + " 500ms --worker wire --completer grpc --no-metrics --quiet --require"
                          + " workflow.p99<8s --target "
                          + server.address(),
                      "--out",
                      out.toString())))
          .as(() -> shell.out() + shell.err())
          .isIn(ExitCode.PASSED, ExitCode.FAILED);
      JsonNode answer = ProgramRun.json(Files.readString(out.resolve("search.json"))).at("/answer");
      assertThat(answer.at("/own_limit/cause").asText())
          .as(answer.toPrettyString())
          .isEqualTo("completers");
      assertThat(answer.at("/workflows_per_second").asDouble()).isLessThanOrEqualTo(5 * 1.25);
      assertThat(shell.out())
          .startsWith("CAPACITY at least ")
          .contains(": 4 completers may be the limit · ");
    }
  }

  @Tag("proof")
  @Test
  void capacityFindsTheRatesOfThreeServers() throws Exception {
    capacityOfThree();
  }

  @Tag("soak")
  @RepeatedTest(10)
  void capacityFindsTheRateTenTimesOfTen() throws Exception {
    capacityOfThree();
  }

  /** Three at once, which leave the cores idle for most of the time. */
  private void capacityOfThree() throws Exception {
    atOnce(
        Stream.of(100, 200, 800)
            .map(
                completions ->
                    (Part)
                        () -> capacityOf(completions, "--budget 2m --confirm 10s --duration 3s")));
  }

  private void capacityOf(int completions, String flags) throws Exception {
    try (NullServerProcess server = NullServerProcess.start("capacity=" + completions + "/s")) {
      assertCapacity(server, completions / 4.0, "rate-" + completions, flags);
    }
  }

  /** A standalone activity is one completion, where a greeting is four. */
  @Tag("proof")
  @Test
  void searchesFindTheTruthOfStandaloneActivities() throws Exception {
    atOnce(
        Stream.<Part>of(
            () -> {
              try (NullServerProcess server = NullServerProcess.start("capacity=200/s")) {
                assertCapacity(
                    server,
                    200,
                    "executions",
                    "--workload standalone --budget 2m --confirm 10s --duration 3s");
              }
            },
            () -> assertKnee(250, 240, "--workload standalone ")));
  }

  /** A test that may fail, for a thread. */
  private interface Part {
    void run() throws Exception;
  }

  private static void atOnce(Stream<Part> parts) throws Exception {
    HostCapacity.assumed();
    List<Callable<Boolean>> calls = new ArrayList<>();
    parts.forEach(
        part ->
            calls.add(
                () -> {
                  part.run();
                  return true;
                }));
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        assertThat(valueOf(call)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What a part ended with, whose failed assertion stays one. */
  private static boolean valueOf(Future<Boolean> part) throws Exception {
    try {
      return part.get();
    } catch (ExecutionException ended) {
      if (ended.getCause() instanceof Error failed) {
        throw failed;
      }
      throw ended;
    }
  }

  private void assertCapacity(NullServerProcess server, double truth, String name, String flags)
      throws IOException {
    JsonNode capacity =
        found(name, "capacity --target " + server.address() + " " + RATE_FLAGS + flags);
    Proof.found(
        "%s: %.4g executions/s confirmed, %.3f of the truth; %d runs, %.0f s; it broke at %.4g",
        name,
        capacity.at("/answer/workflows_per_second").asDouble(),
        capacity.at("/answer/workflows_per_second").asDouble() / truth,
        capacity.at("/runs").size(),
        seconds(capacity),
        capacity.at("/answer/breaking_per_second").asDouble());
    assertThat(capacity.at("/answer/workflows_per_second").asDouble() / truth)
        .as(() -> capacity.at("/runs").toPrettyString())
        .isBetween(0.95, 1.05);
    assertThat(capacity.at("/answer/confirmed").asBoolean()).isTrue();
    assertThat(capacity.at("/answer/breaking_per_second").asDouble() / truth).isBetween(0.98, 1.1);
    assertThat(capacity.at("/answer/broke").size()).isPositive();
    assertThat(capacity.at("/answer/own_limit/cause").asText()).isNotEqualTo("completers");
  }

  private static double seconds(JsonNode search) {
    double seconds = 0;
    for (JsonNode run : search.at("/runs")) {
      seconds += run.at("/seconds").asDouble();
    }
    return seconds;
  }

  @Tag("proof")
  @Test
  void tuneFindsTheKneeOfAnyLatencyAndCapacity() throws Exception {
    atOnce(
        Stream.<Part>of(
            () -> assertKnee(100, 400, ""),
            () -> assertKnee(250, 240, ""),
            () -> assertKnee(50, 400, "")));
  }

  /** Alone, since it takes most of two cores. */
  @Tag("soak")
  @Test
  void tuneFindsTheKneeOfManyCompletions() throws Exception {
    atOnce(Stream.<Part>of(() -> assertKnee(50, 1000, "")));
  }

  @Tag("soak")
  @Test
  void tuneFindsTheKneeOfFewCompletions() throws Exception {
    atOnce(
        Stream.<Part>of(
            () -> assertKnee(100, 100, ""),
            () -> assertKnee(200, 60, ""),
            () -> assertKnee(500, 100, "")));
  }

  /**
   * @param millis a latency, whose product with the capacity is between 10 and 100
   * @param workload flags that choose it, with a blank behind
   */
  private void assertKnee(int millis, int capacity, String workload) throws Exception {
    String options = "latency=" + millis + "ms,capacity=" + capacity + "/s";
    try (NullServerProcess server = NullServerProcess.start(options)) {
      JsonNode tune =
          found(
              "knee-" + millis + "-" + capacity + (workload.isEmpty() ? "" : "-other"),
              "tune "
                  + workload
                  + "--worker wire --completer grpc --no-metrics --quiet --budget 150s --target "
                  + server.address());
      Proof.found(
          "%s: knee %d, %d to %d, of %.0f; %d runs, %.0f s",
          options,
          tune.at("/answer/value").asInt(),
          tune.at("/answer/low").asInt(),
          tune.at("/answer/high").asInt(),
          millis / 1e3 * capacity,
          tune.at("/runs").size(),
          seconds(tune));
      assertThat(tune.at("/answer/value").asDouble() / (millis / 1e3 * capacity))
          .as(() -> options + " " + tune.at("/points").toPrettyString())
          .isBetween(0.9, 1.15);
    }
  }

  /**
   * A search that was given more time, as users would, where its budget ended before its answer was
   * narrow: a run in a bad moment costs repeats.
   */
  private JsonNode found(String name, String flags) throws IOException {
    String command = flags.substring(0, flags.indexOf(' '));
    return withTime(search(name, ANSWERED, flags), folder.resolve(name), command);
  }

  /** A search that was given more time while it ended with its budget. */
  private static JsonNode withTime(JsonNode ended, Path out, String command) throws IOException {
    JsonNode search = ended;
    for (int more = 0; more < 3 && search.at("/ending").asText().equals("budget"); more++) {
      search = resumed(out, ANSWERED, command, "--quiet --budget 60s");
    }
    return search;
  }

  /** Any flag is tuned like the completers: so many in flight keep the server busy. */
  @Tag("proof")
  @Test
  void tuneFindsHowManyInFlightAreEnough() throws Exception {
    HostCapacity.assumed();
    try (NullServerProcess server = NullServerProcess.start("latency=100ms,capacity=400/s")) {
      JsonNode tune =
          found(
              "in-flight",
              "tune --tune in-flight=1..128 --completers 128 --worker wire --completer grpc"
                  + " --no-metrics --quiet --budget 100s --target "
                  + server.address());
      // A workflow of four completions takes as long as two of them, one after the other.
      double truth = 400 * 0.2 / 4;
      Proof.found(
          "in-flight: %d, %d to %d, of %.0f; %d runs, %.0f s",
          tune.at("/answer/value").asInt(),
          tune.at("/answer/low").asInt(),
          tune.at("/answer/high").asInt(),
          truth,
          tune.at("/runs").size(),
          seconds(tune));
      assertThat(tune.at("/answer/value").asDouble() / truth)
          .as(() -> tune.at("/points").toPrettyString())
          .isBetween(0.9, 1.2);
    }
  }

  @Tag("proof")
  @Test
  void theDeathOfTheServerLosesNothingMeasured() throws Exception {
    Path out = folder.resolve("cut");
    try (NullServerProcess server = NullServerProcess.start("latency=20ms")) {
      Thread killer =
          new Thread(
              () -> {
                awaitRuns(out, 2);
                server.close();
              });
      killer.start();
      JsonNode cut =
          search(
              "cut",
              ExitCode.COULD_NOT,
              "tune --completers 8..64 --duration 1s --warmup 500ms --drain-timeout 5s --budget 1m"
                  + " --no-metrics --quiet --target "
                  + server.address());
      killer.join();
      assertThat(cut.at("/ending").asText()).isEqualTo("target-lost");
      assertThat(cut.at("/runs").size()).isGreaterThanOrEqualTo(2);
      assertThat(cut.at("/answer/value").asInt()).isGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void tuneIsInterruptedAnswersSoFarGoesOnAndFindsTheKnee() throws Throwable {
    BOTH.await("tune");
  }

  private void interruptAndFindTheKnee() throws Exception {
    Path out = folder.resolve("tune");
    String said =
        interrupted(
            out,
            2,
            "tune --target null:latency=100ms,capacity=200/s --completers 8..40 --duration 1s"
                + " --warmup 500ms --no-metrics --worker wire --completer grpc");
    assertThat(said).contains("KNEE", "ended as it was interrupted", "Results     " + out);

    JsonNode after = withTime(resumed(out, "tune", "--budget 40s"), out, "tune");
    for (JsonNode run : after.at("/runs")) {
      Path kept = out.resolve(run.at("/folder").asText());
      JsonNode result = ProgramRun.json(Files.readString(kept.resolve("result.json")));
      assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
      assertThat(result.at("/plan/completers").asInt()).isEqualTo(run.at("/value").asInt());
      assertThat(kept.resolve("report.html")).isRegularFile();
    }
    HostCapacity.assumed();
    assertThat(after.at("/answer/value").asDouble() / 20)
        .as(after.at("/points").toPrettyString())
        .isBetween(0.9, 1.15);
  }

  @Tag("proof")
  @Test
  void capacityIsInterruptedAnswersSoFarAndGoesOn() throws Exception {
    Path out = folder.resolve("capacity");
    try (NullServerProcess server = NullServerProcess.start("capacity=200/s")) {
      String said =
          interrupted(
              out,
              4,
              "capacity --target "
                  + server.address()
                  + " --confirm 6s --duration 2s --warmup 500ms "
                  + RATE_FLAGS);
      assertThat(said).contains("ended as it was interrupted", "Results     " + out);

      JsonNode after = withTime(resumed(out, ANSWERED, "capacity", "--budget 2m"), out, "capacity");
      HostCapacity.assumed();
      assertThat(after.at("/answer/confirmed").asBoolean()).isTrue();
      assertThat(after.at("/answer/workflows_per_second").asDouble() / 50)
          .as(after.at("/runs").toPrettyString())
          .isBetween(0.95, 1.05);
    }
  }

  /** What a search says in a process of its own that is interrupted after so many runs. */
  private static String interrupted(Path out, int runs, String flags) throws Exception {
    Process process =
        new ProcessBuilder(
                SignalledProcess.command(
                    NullServerProcess.command(words(flags, "--out", out.toString()))))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      awaitRuns(out, runs);
      Shell second = new Shell();
      String command = flags.substring(0, flags.indexOf(' '));
      assertThat(second.run(command, "--resume", out.toString())).isEqualTo(ExitCode.USAGE);
      assertThat(second.err()).contains("is a search that another process is at");
      assertThat(
              new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor())
          .isZero();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.INTERRUPTED);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  /** The same search, gone on with to its end, of whose former runs none has changed. */
  private static JsonNode resumed(Path out, String command, String flags) throws IOException {
    return resumed(out, Set.of(ExitCode.PASSED), command, flags);
  }

  private static JsonNode resumed(Path out, Set<Integer> exitCodes, String command, String flags)
      throws IOException {
    JsonNode before = ProgramRun.json(Files.readString(out.resolve("search.json")));
    Shell shell = new Shell();
    assertThat(
            shell.run(words(command + " --no-metrics --json " + flags, "--resume", out.toString())))
        .as(shell.err())
        .isIn(exitCodes);
    JsonNode after = ProgramRun.json(shell.out());
    assertThat(DocumentSchema.SEARCH.violations(after)).isEmpty();
    assertThat(after.at("/search_id")).isEqualTo(before.at("/search_id"));
    assertThat(after.at("/seed")).isEqualTo(before.at("/seed"));
    for (int run = 0; run < before.at("/runs").size(); run++) {
      assertThat(after.at("/runs/" + run)).isEqualTo(before.at("/runs/" + run));
    }
    assertThat(after.at("/runs").findValuesAsText("number")).doesNotHaveDuplicates();
    return after;
  }

  private static void awaitRuns(Path search, int runs) {
    Path file = search.resolve("search.json");
    try {
      while (!Files.exists(file)
          || ProgramRun.json(Files.readString(file)).at("/runs").size() < runs) {
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
