package dev.tokenstorm.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a million parked tokens take is measured, and held against the estimate of such a run. */
@Isolated("it reads how full this process's heap is")
class ParkedHeapTest {
  private static final int TOKENS = 1_000_000;

  /** As many as a server's task token has. */
  private static final int TOKEN_BYTES = 200;

  @TempDir Path folder = Path.of("");

  /** A run on a server, whose worker keeps one workflow in memory. */
  private static String[] flags(String more) {
    List<String> flags = new ArrayList<>(List.of("target", "127.0.0.1:7233", "worker", "wire"));
    flags.addAll(List.of("workflow-cache", "1", "completers", "1"));
    flags.addAll(Arrays.asList(more.split(" ")));
    return flags.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "steps 2", "branches 9 steps 2", "complete-by id", "heartbeat-interval 5m heartbeat-timeout 8m"
  })
  void theEstimateIsWithinFifteenPercentOfWhatIsTaken(String shape) throws Exception {
    LedgerFixture books = new LedgerFixture(folder, flags("park 1M " + shape));
    long estimate = HeapEstimate.bytes(books.plan) - HeapEstimate.BASE_BYTES;
    int branches = books.plan.shape().branches();
    int steps = books.plan.shape().steps();
    TokenQueue queue = new TokenQueue(2);
    long before = usedHeap();
    try (CompletionScheduler scheduler =
        new CompletionScheduler(
            NanoClock.SYSTEM,
            books.plan.completion(),
            books.workload.draws(),
            books.ledger,
            new LatencyRecorders(),
            new Backoff(1),
            queue)) {
      for (int n = 0; n < (TOKENS + branches - 1) / branches; n++) {
        ExecutionEntry entry = books.open(n);
        for (int branch = 0; branch < branches; branch++) {
          Token token = issue(books, entry, branch * steps);
          token.ofRun(id());
          scheduler.acceptAtOnce(token);
        }
      }
      assertThat(scheduler.parked()).isBetween(TOKENS, TOKENS + branches);
      long taken = usedHeap() - before;
      assertThat((double) estimate / taken)
          .as("estimate of %,d bytes, and %,d taken", estimate, taken)
          .isBetween(0.87, 1.15);
      // The books themselves, beside the token's own bytes.
      if (branches == 2 && shape.startsWith("steps")) {
        assertThat(taken / TOKENS - TOKEN_BYTES).isLessThanOrEqualTo(120);
      }
    }
  }

  private static Token issue(LedgerFixture books, ExecutionEntry entry, int activity) {
    // As a worker has them: all of its own, whether or not the token keeps them.
    ByteString bytes = ByteString.copyFrom(new byte[TOKEN_BYTES]);
    return requireNonNull(
        books.ledger.issue(entry.number(), activity, 1, bytes, id(), NanoClock.SYSTEM.nanoTime()));
  }

  /** As long as a UUID, in memory of its own. */
  private static String id() {
    return "0".repeat(36);
  }

  @Test
  void tenMillionAreRefusedByAHeapThatIsTooSmallAndFitIntoFourGibibytes() {
    RunPlan plan = TestPlans.plan(flags("park 10M"));
    assertThat(plan.load().arrivals().inFlight()).isEqualTo(5_000_000);
    Preflight.checkHeap(plan, 4L << 30);
    assertThatThrownBy(() -> Preflight.checkHeap(plan, 2L << 30))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--park 10000000 with 2 branches takes about ")
        .hasMessageContaining("lower --park");
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
