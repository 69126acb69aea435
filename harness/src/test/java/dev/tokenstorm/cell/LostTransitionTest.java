package dev.tokenstorm.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport.Finding;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on the embedded target in which one word to the ledger is lost, or said twice. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(120)
class LostTransitionTest {
  private static final int WORKFLOWS = 40;
  private static final int THIS_ONE = 50;

  @TempDir Path folder = Path.of("");

  private RunResult run(String client, UnaryOperator<TokenAccount> accounts) throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "workflows",
            String.valueOf(WORKFLOWS),
            "in-flight",
            "20",
            "drain-timeout",
            "3s",
            "completer",
            client,
            "max-attempts",
            "1");
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
      return new Cell(
              CellParts.assemble(
                  plan,
                  Workloads.of(plan),
                  target,
                  statuses,
                  replies,
                  findings,
                  NanoClock.SYSTEM,
                  new CellParts.Overrides(accounts, 1_000)))
          .run(facts, interval -> {});
    }
  }

  /** Passes everything on; a test overrides what it loses. */
  private static class Passing implements TokenAccount {
    private final TokenAccount ledger;
    final AtomicInteger calls = new AtomicInteger();
    final AtomicReference<Token> struck = new AtomicReference<>();

    Passing(TokenAccount ledger) {
      this.ledger = ledger;
    }

    /** True for the one call that is to go wrong. */
    boolean strikes(Token token) {
      if (calls.incrementAndGet() == THIS_ONE) {
        struck.set(token);
        return true;
      }
      return false;
    }

    @Override
    public boolean begin(Token token, long nowNanos) {
      return ledger.begin(token, nowNanos);
    }

    @Override
    public boolean moot(Token token) {
      return ledger.moot(token);
    }

    @Override
    public void answered(Token token, TokenState state) {
      ledger.answered(token, state);
    }

    @Override
    public void doubted(Token token) {
      ledger.doubted(token);
    }

    @Override
    public boolean released(Token token) {
      return ledger.released(token);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "grpc"})
  void a_lost_answer_fails_the_run_and_names_the_token(String client) throws Exception {
    AtomicReference<Passing> account = new AtomicReference<>();
    RunResult result =
        run(
            client,
            ledger -> {
              account.set(
                  new Passing(ledger) {
                    @Override
                    public void answered(Token token, TokenState state) {
                      if (!strikes(token)) {
                        super.answered(token, state);
                      }
                    }
                  });
              return requireNonNull(account.get());
            });
    Token lost = requireNonNull(requireNonNull(account.get()).struck.get());
    assertThat(result.ledger().balanced()).isFalse();
    assertThat(result.ledger().imbalances())
        .containsExactly("160 tokens were issued, but 159 reached a final state.");
    assertThat(Verdict.of(result).outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(result.ledger().findings())
        .extracting(Finding::kind, Finding::id)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "unsettled-token",
                result.facts().runId()
                    + "-"
                    + lost.execution().number()
                    + "/"
                    + lost.activity() / 2
                    + "."
                    + lost.activity() % 2
                    + "#1"));
  }

  @Test
  void a_token_that_its_completer_forgets_fails_the_run() throws Exception {
    RunResult result =
        run(
            "grpc",
            ledger ->
                new Passing(ledger) {
                  @Override
                  public boolean begin(Token token, long nowNanos) {
                    return !strikes(token) && super.begin(token, nowNanos);
                  }
                });
    // Nobody answers for it, so its workflow has to be terminated past the drain.
    assertThat(Verdict.of(result).outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(result.ledger().counts().tokens(TokenState.ORPHANED)).isGreaterThanOrEqualTo(1);
    assertThat(result.ledger().balanced()).isTrue();
  }

  @Test
  void an_answer_that_is_told_twice_is_counted_once() throws Exception {
    RunResult result =
        run(
            "grpc",
            ledger ->
                new Passing(ledger) {
                  @Override
                  public void answered(Token token, TokenState state) {
                    super.answered(token, state);
                    if (strikes(token)) {
                      super.answered(token, TokenState.FAILED);
                    }
                  }
                });
    LedgerCounts counts = result.ledger().counts();
    assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(4L * WORKFLOWS);
    assertThat(counts.tokens(TokenState.FAILED)).isZero();
    assertThat(Verdict.of(result).reasons()).isEmpty();
  }
}
