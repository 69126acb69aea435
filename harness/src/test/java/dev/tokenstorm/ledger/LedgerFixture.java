package dev.tokenstorm.ledger;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger for tests, and what it told its listener. */
public final class LedgerFixture implements LedgerListener {
  private static final ByteString TOKEN = ByteString.copyFromUtf8("a-token");

  public final RunPlan plan;
  public final Workload workload;
  public final Findings findings;
  public final Ledger ledger;
  public final List<Long> left = Collections.synchronizedList(new ArrayList<>());

  /** Workflows handed over, and whether they were doubtful. */
  public final Map<Long, Boolean> closed = new ConcurrentHashMap<>();

  public LedgerFixture(Path folder, String... flags) {
    this(folder, DoubtListener.NONE, flags);
  }

  /** The same, with someone who hears of doubtful tokens. */
  public LedgerFixture(Path folder, DoubtListener doubts, String... flags) {
    plan = TestPlans.plan(flags);
    findings = new Findings(folder.resolve("findings.jsonl"));
    workload = Workloads.of(plan);
    ledger = new Ledger(workload, plan.completion().by(), findings, this, doubts);
  }

  @Override
  public void left(ExecutionEntry entry) {
    left.add(entry.number());
  }

  @Override
  public void closed(ExecutionEntry entry, boolean doubtful) {
    closed.put(entry.number(), doubtful);
  }

  /** Opens a workflow whose start was acknowledged. */
  public ExecutionEntry open(long number) {
    ExecutionEntry entry = ledger.starting(number, true, 0, 0);
    ledger.started(entry);
    return entry;
  }

  /** Issues a token that has to be taken. */
  public Token issue(long number, int activity, int attempt) {
    return issue(number, activity, attempt, 0);
  }

  /** Issues a token at a moment. */
  public Token issue(long number, int activity, int attempt, long nowNanos) {
    return requireNonNull(
        ledger.issue(number, activity, attempt, TOKEN, "id-" + activity, nowNanos));
  }

  /** Whether a token is taken at all. */
  public boolean takes(long number, int activity, int attempt) {
    return ledger.issue(number, activity, attempt, TOKEN, "id", 0) != null;
  }

  /** Completes an activity's attempt, start to end. */
  public void complete(long number, int activity, int attempt) {
    settle(issue(number, activity, attempt), TokenState.COMPLETED);
  }

  /** Makes a call that settles the token. */
  public void settle(Token token, TokenState state) {
    if (!ledger.begin(token, 0)) {
      throw new AssertionError("There is nothing left to do for " + token);
    }
    ledger.answered(token, state);
  }

  /** The end that the workload calls for when all is completed. */
  public ExecutionEnd greeted(long number) {
    return ExecutionEnd.completed(new Greetings(plan.greeting()).workflowResult(number));
  }

  public long tokens(TokenState state) {
    return ledger.counts().tokens(state);
  }

  public long workflows(ExecutionState state) {
    return ledger.counts().workflows(state);
  }
}
