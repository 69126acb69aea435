package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.greeting.GreetingExpectation;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One call of {@code tokenstorm run} in this JVM, as a user makes it: what it printed, kept and
 * exited with.
 *
 * @param out what stdout got
 * @param err what stderr got from the program itself; libraries log past it
 */
public record ProgramRun(int exitCode, String out, String err, Path folder) {
  /** A blank within single quotes separates nothing. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Far longer than any run of a test takes: a bound against hangs. */
  private static final long HANG_MINUTES = 10;

  /**
   * Runs to the end.
   *
   * @param folder takes the results; must not exist
   * @param flags separated by blanks, those with blanks in single quotes; {@code --no-metrics} is
   *     added unless they, or a plan file, speak of metrics
   * @param objectives each a value of {@code --require}
   */
  public static ProgramRun of(Path folder, String flags, String... objectives) {
    boolean decided = flags.contains("metrics") || flags.contains("--plan");
    return withMetrics(folder, decided ? flags : flags + " --no-metrics", objectives);
  }

  /** Runs to the end, with the metrics that the flags say. */
  static ProgramRun withMetrics(Path folder, String flags, String... objectives) {
    List<String> words = new ArrayList<>(List.of("run", "--out", folder.toString()));
    WORD.matcher(flags).results().forEach(word -> words.add(word.group().replace("'", "")));
    for (String objective : objectives) {
      words.addAll(List.of("--require", objective));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = Main.program(console).run(words.toArray(String[]::new));
    return new ProgramRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        folder);
  }

  /** A call that is under way on a thread of its own. */
  public static final class Started {
    private final CompletableFuture<ProgramRun> end = new CompletableFuture<>();
    private final Path folder;

    private Started(Path folder, String flags) {
      this.folder = folder;
      DaemonThreads.start(
          "program-run",
          () -> {
            try {
              end.complete(of(folder, flags));
            } catch (RuntimeException | Error e) {
              end.completeExceptionally(e);
            }
          });
    }

    /** Whether it is over. */
    public boolean ended() {
      return end.isDone();
    }

    /** Waits until so many workflows have closed, as the intervals on disk say. */
    public void awaitClosed(double workflows) throws InterruptedException {
      await(() -> closed() >= workflows);
    }

    /** Waits until calls have ended in errors, as the intervals on disk say. */
    public void awaitErrors() throws InterruptedException {
      await(() -> sum(row -> Double.parseDouble(row.getOrDefault("errors", "0"))) > 0);
    }

    /** Waits until something is so; fails if the run ends first. */
    public void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
      while (!condition.getAsBoolean()) {
        assertThat(ended()).as("the run is under way").isFalse();
        Thread.sleep(50);
      }
    }

    private double closed() {
      return Math.round(
          sum(
              row ->
                  Double.parseDouble(row.getOrDefault("workflows_per_second", "0"))
                      * Double.parseDouble(row.getOrDefault("length_seconds", "0"))));
    }

    private double sum(ToDoubleFunction<Map<String, String>> value) {
      Path csv = folder.resolve("intervals.csv");
      return Files.exists(csv) ? rows(csv).stream().mapToDouble(value).sum() : 0;
    }

    /** Waits for its end. */
    public ProgramRun result() throws InterruptedException {
      try {
        return end.get(HANG_MINUTES, TimeUnit.MINUTES);
      } catch (ExecutionException | TimeoutException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Starts one that goes on beside the test. */
  public static Started start(Path folder, String flags) {
    return new Started(folder, flags);
  }

  /** Fails, with all that was printed, unless the exit code is the expected one. */
  public ProgramRun exited(int expected) {
    assertThat(exitCode).as(this::said).isEqualTo(expected);
    return this;
  }

  /** Fails unless the run passed: exit code 0, a balanced ledger and nothing found. */
  public ProgramRun passed() {
    exited(ExitCode.PASSED);
    JsonNode result = result();
    assertThat(result.at("/ledger/balanced").asBoolean()).as(this::said).isTrue();
    assertThat(result.at("/ledger/findings_total").asLong()).as(this::said).isZero();
    return this;
  }

  private String said() {
    return "stdout:\n" + out + "\nstderr:\n" + err;
  }

  /** {@code result.json}. */
  public JsonNode result() {
    return json(read("result.json"));
  }

  /** A document. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the files it kept. */
  public String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(said(), e);
    }
  }

  /** The rows of {@code intervals.csv}. */
  public List<Map<String, String>> intervals() {
    return rows(folder.resolve("intervals.csv"));
  }

  static List<Map<String, String>> rows(Path csv) {
    try {
      List<String> lines = Files.readAllLines(csv);
      List<Map<String, String>> rows = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        String[] names = lines.get(0).split(",", -1);
        String[] values = lines.get(i).split(",", -1);
        Map<String, String> row = new java.util.LinkedHashMap<>();
        for (int column = 0; column < Math.min(names.length, values.length); column++) {
          row.put(names[column], values[column]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A count of the ledger's workflows, such as {@code completed}. */
  public long workflows(String state) {
    return count("/ledger/workflows/" + state);
  }

  /** A count of the ledger's tokens, such as {@code issued}. */
  public long tokens(String state) {
    return count("/ledger/tokens/" + state);
  }

  /** A whole number of the result, by its path. */
  public long count(String path) {
    JsonNode node = result().at(path);
    assertThat(node.isIntegralNumber()).as(path).isTrue();
    return node.asLong();
  }

  /** The attempts of RPCs of one method that ended with one code. */
  public long rpc(String method, String code) {
    return rpcs().stream()
        .filter(rpc -> rpc.at("/method").asText().equals(method))
        .filter(rpc -> rpc.at("/code").asText().equals(code))
        .mapToLong(rpc -> rpc.at("/count").asLong())
        .sum();
  }

  /** All counts of RPCs. */
  public List<JsonNode> rpcs() {
    return StreamSupport.stream(result().at("/rpc").spliterator(), false).toList();
  }

  /** The plan, as its results say it. */
  public RunPlan plan() {
    return PlanParser.run(
        Settings.of(List.of(PlanFile.read(folder.resolve("plan.yaml")))),
        RunIdentity.create(Clock.systemUTC()));
  }

  /** The tokens that the draws predict for the first workflows. */
  public long expectedTokens(long workflows) {
    GreetingExpectation expectation = GreetingExpectation.of(plan());
    long tokens = 0;
    for (long n = 0; n < workflows; n++) {
      tokens += expectation.tokens(n);
    }
    return tokens;
  }

  /** The id of a workflow. */
  public String workflowId(long n) {
    return result().at("/run_id").asText() + "-" + n;
  }
}
