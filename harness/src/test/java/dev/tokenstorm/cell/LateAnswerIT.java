package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.PlanFile;
import dev.tokenstorm.plan.PlanParser;
import dev.tokenstorm.plan.PlanYaml;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Settings;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Completions that are under way when the drain's time is over. */
@Timeout(120)
final class LateAnswerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theLedgerBalancesWhenACallOutlastsTheDrain() throws IOException, InterruptedException {
    RunPlan plan =
        plan(
            """
            workflows: 5
            steps: 1
            completion-delay: 2500ms
            drain-timeout: 4s
            audit: none
            """);
    NanoClock clock = NanoClock.SYSTEM;
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(clock);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan,
              PlanYaml.settings(plan),
              Clock.systemUTC().instant(),
              target.info(),
              Host.current(false));
      RunResult result =
          new Cell(
                  CellParts.assemble(
                      plan,
                      Workloads.of(plan),
                      target,
                      statuses,
                      replies,
                      findings,
                      clock,
                      new CellParts.Overrides(SlowCalls::new, 1_000)))
              .run(facts, interval -> {});

      assertThat(result.ledger().imbalances()).isEmpty();
      assertThat(result.ledger().counts().issued()).isPositive();
      assertThat(result.ledger().counts().discrepancies()).isZero();
    }
  }

  private RunPlan plan(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), yaml);
    return PlanParser.run(
        Settings.of(List.of(PlanFile.read(file))), RunIdentity.create(Clock.systemUTC()));
  }

  /** Each call takes three seconds to get on its way. */
  private record SlowCalls(TokenAccount account) implements TokenAccount {
    @Override
    public boolean begin(Token token, long nowNanos) {
      boolean begun = account.begin(token, nowNanos);
      try {
        Thread.sleep(3_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return begun;
    }

    @Override
    public boolean moot(Token token) {
      return account.moot(token);
    }

    @Override
    public void answered(Token token, TokenState state) {
      account.answered(token, state);
    }

    @Override
    public void doubted(Token token) {
      account.doubted(token);
    }

    @Override
    public boolean released(Token token) {
      return account.released(token);
    }
  }
}
