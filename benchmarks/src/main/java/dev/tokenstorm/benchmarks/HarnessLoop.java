package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Completes activities by the harness's completers, with queue, scheduler, ledger and latencies
 * wired as in a cell.
 */
final class HarnessLoop implements CompletionLoop, LedgerListener {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final NanoClock clock = NanoClock.SYSTEM;
  private final Workload workload;
  private final Target target;
  private final Ledger ledger;
  private final Answered answered;
  private final CompletionScheduler scheduler;
  private final CompleterPool pool;
  private final List<Token> issued = new ArrayList<>();
  private final List<ExecutionEntry> workflows = new ArrayList<>();
  private long next;
  private long completions;

  HarnessLoop(String completer, String address, int concurrency, String threads, int channels) {
    Threads.use(threads);
    // As in a cell, the queue has room for all pending tokens, so adding a token never waits.
    int inFlight = CompletionPath.BATCH;
    List<String> flags =
        new ArrayList<>(
            List.of(
                "target",
                address,
                "completer",
                completer,
                "completers",
                String.valueOf(concurrency),
                "in-flight",
                String.valueOf(inFlight)));
    if (channels > 0) {
      flags.addAll(List.of("completer-channels", String.valueOf(channels)));
    }
    RunPlan plan = Plans.of(flags.toArray(String[]::new));
    workload = Workloads.of(plan);
    target = Target.open(plan.target(), new NoopScope(), new RpcStatuses(), new ReplyWatch(clock));
    ledger =
        new Ledger(workload, plan.completion().by(), new Findings(Path.of("findings.jsonl")), this);
    answered = new Answered(ledger);
    TokenQueue queue = new TokenQueue((int) plan.maxPendingTokens());
    scheduler =
        new CompletionScheduler(
            clock,
            plan.completion(),
            workload.draws(),
            answered,
            new LatencyRecorders(),
            new Backoff(plan.seed()),
            queue);
    pool = CompleterPool.of(plan.completion(), target, workload.content(), queue, scheduler);
    pool.start();
  }

  @Override
  public void prepare(List<ByteString> tokens) {
    issued.clear();
    workflows.clear();
    int activities = workload.shape().activities();
    for (int i = 0; i < tokens.size(); i++) {
      if (i % activities == 0) {
        ExecutionEntry execution = ledger.starting(next++, true, 0, 0);
        ledger.started(execution);
        workflows.add(execution);
      }
      issued.add(
          requireNonNull(
              ledger.issue(next - 1, i % activities, 1, tokens.get(i), "", clock.nanoTime())));
    }
    answered.expect(tokens.size());
  }

  @Override
  public void completeAll(List<ByteString> tokens) throws InterruptedException {
    for (Token token : issued) {
      scheduler.accept(token);
    }
    answered.await();
    completions += tokens.size();
  }

  @Override
  public void check() {
    long completed = ledger.counts().tokens(TokenState.COMPLETED);
    if (completed != completions) {
      throw new IllegalStateException(
          "of " + completions + " completions only " + completed + " succeeded");
    }
    for (ExecutionEntry execution : workflows) {
      ledger.closed(
          execution, workload.expectation().end(execution.number(), Expectation.Unissued.NONE));
    }
  }

  @Override
  public void left(ExecutionEntry entry) {}

  @Override
  public void closed(ExecutionEntry entry, boolean doubtful) {}

  @Override
  public void close() {
    scheduler.close();
    boolean unused = pool.awaitIdle(PATIENCE);
    target.close();
  }
}
