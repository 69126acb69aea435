package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.testkit.MessageMutator;
import dev.tokenstorm.testkit.Mutator;
import dev.tokenstorm.testkit.NullFrontEnds;
import dev.tokenstorm.testkit.RelayingFrontEnd;
import dev.tokenstorm.text.Printable;
import io.grpc.InsecureServerCredentials;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole runs against a server that changes its answers: to polls, to questions about histories, and
 * to all else. A run may fail. It comes to its end, with a result that says what went wrong, and no
 * thread of it dies.
 */
@Timeout(600)
@Isolated("it hears of every thread of this process that dies")
final class HostileServerTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_130);

  private static final String SEED_TEXT = "-Dfuzz.seed=" + SEED;

  /** One answer in so many of a method is another one. */
  private static final int ONE_IN = 5;

  /** What a run asks before its load, and is refused by. */
  private static final Set<String> FIRST = Set.of("GetSystemInfo", "DescribeNamespace");

  private static final Set<String> HISTORIES =
      Set.of("GetWorkflowExecutionHistory", "DescribeWorkflowExecution");
  private static final Set<String> POLLS =
      Set.of("PollWorkflowTaskQueue", "PollActivityTaskQueue", "RespondWorkflowTaskCompleted");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Queue<Throwable> died = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  private final AtomicLong changed = new AtomicLong();
  private int runs;

  /**
   * The n-th answer of a method is changed by the same numbers each time. Threads say which call
   * gets it. The seed says which of so many is the first, so that no seed changes none.
   */
  private Message hostile(Predicate<String> methods, Message answer, String method) {
    if (!methods.test(method)) {
      return answer;
    }
    long number = answers.computeIfAbsent(method, name -> new AtomicLong()).incrementAndGet();
    if (Math.floorMod(SEED + number, ONE_IN) > 0) {
      return answer;
    }
    changed.incrementAndGet();
    Mutator mutator = new Mutator(SEED + ((long) method.hashCode() << 32) + number);
    return new MessageMutator(mutator).changed(answer);
  }

  /** Whether the run began, or was refused in one sentence. */
  private boolean run(Predicate<String> methods, String... further) throws Exception {
    boolean began;
    List<String> flags =
        new ArrayList<>(
            List.of(
                "worker", "wire",
                "completer", "grpc",
                "workflows", "40",
                "in-flight", "20",
                "audit", "all",
                "max-attempts", "2",
                "start-to-close-timeout", "2s",
                "drain-timeout", "3s",
                "no-metrics", "true",
                "out", folder.resolve("out-" + ++runs).toString()));
    flags.addAll(List.of(further));
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> died.add(error));
    try (NullFrontEnd behind = NullFrontEnds.start();
        RelayingFrontEnd server =
            new RelayingFrontEnd(
                behind,
                InsecureServerCredentials.create(),
                (method, answer) -> hostile(methods, answer, method))) {
      flags.addAll(List.of("target", "127.0.0.1:" + server.port()));
      RunPlan plan = TestPlans.plan(flags.toArray(String[]::new));
      began = began(new RunExecution(plan, new RunContext(Clock.systemUTC(), "a test")));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(died).as("threads that died, %s", SEED_TEXT).isEmpty();
    return began;
  }

  private void assertChanged() {
    assertThat(changed).as("answers that were changed, %s", SEED_TEXT).hasPositiveValue();
  }

  /** It ends with a result, or with one sentence on why there is none. */
  private static boolean began(RunExecution execution) throws InterruptedException {
    try {
      RunOutcome outcome = execution.run(new RecordedRun());
      assertThat(outcome.problems()).as(SEED_TEXT).isEmpty();
      assertThat(outcome.verdict().reasons()).as(SEED_TEXT).allMatch(Printable::isPrintable);
      return true;
    } catch (TargetException refused) {
      assertThat(refused).as(SEED_TEXT).message().endsWith(".").matches(Printable::isPrintable);
      return false;
    }
  }

  @Test
  void pollsThatBringAnythingEndNoRunAndNoThread() throws Exception {
    assertThat(run(POLLS::contains)).isTrue();
    assertChanged();
  }

  @Test
  void historiesThatTellAnythingEndNoRunAndNoThread() throws Exception {
    assertThat(run(HISTORIES::contains, "outcomes", "complete=80,fail=20")).isTrue();
    assertChanged();
  }

  @ParameterizedTest
  @ValueSource(strings = {"greeting", "standalone"})
  void allOtherAnswersEndNoRunAndNoThread(String workload) throws Exception {
    Predicate<String> others = method -> !POLLS.contains(method) && !FIRST.contains(method);

    assertThat(run(others, "workload", workload)).isTrue();
    assertChanged();
  }

  /** Each is asked a few times in a run, so that another one is changed each time. */
  @Test
  void whatAServerSaysOfItselfMayBeAnything() throws Exception {
    for (int before = 0; before < ONE_IN; before++) {
      for (String method : FIRST) {
        answers.put(method, new AtomicLong(before));
      }
      var unused = run(FIRST::contains, "workload", "standalone");
    }
    assertChanged();
  }
}
