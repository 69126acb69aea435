package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.WorkflowEntry;
import dev.tokenstorm.plan.PlanParser;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A bounded queue as the benchmark sees it. Both ends wait, though not for ever, or an iteration
 * whose other half has stopped would not end.
 */
interface HandOver {
  /** How long either end waits. */
  long WAIT_MILLIS = 10;

  /** Hands over one item; false when the queue stayed full. */
  boolean offer(Object item) throws InterruptedException;

  /** Takes one item; false when the queue stayed empty. */
  boolean take() throws InterruptedException;

  /** The harness's. */
  static HandOver tokenQueue(int capacity) {
    TokenQueue queue = new TokenQueue(capacity);
    Token token = token();
    return new HandOver() {
      @Override
      public boolean offer(Object item) throws InterruptedException {
        return queue.offer(token, WAIT_MILLIS);
      }

      @Override
      public boolean take() throws InterruptedException {
        return queue.poll(WAIT_MILLIS).isPresent();
      }
    };
  }

  /** A token of a run with the default plan. */
  private static Token token() {
    RunPlan plan = PlanParser.run(Settings.of(List.of()), RunIdentity.create(Clock.systemUTC()));
    LedgerListener nobody =
        new LedgerListener() {
          @Override
          public void left(WorkflowEntry entry) {}

          @Override
          public void closed(WorkflowEntry entry, boolean doubtful) {}
        };
    Ledger ledger = new Ledger(plan, new Findings(Path.of("findings.jsonl")), nobody);
    WorkflowEntry workflow = ledger.starting(0, true, 0, 0);
    return new Token(workflow, 0, 1, ByteString.EMPTY, "0", 0);
  }

  /** The JDK's queue of that kind, the baseline. */
  static HandOver arrayBlockingQueue(int capacity) {
    BlockingQueue<Object> queue = new ArrayBlockingQueue<>(capacity);
    return new HandOver() {
      @Override
      public boolean offer(Object item) throws InterruptedException {
        return queue.offer(item, WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }

      @Override
      public boolean take() throws InterruptedException {
        return queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS) != null;
      }
    };
  }
}
