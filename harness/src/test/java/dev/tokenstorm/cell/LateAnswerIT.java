package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Completions that are under way when the drain's time is over. The cell's clock leaps past that
 * time once the drain and a call have begun, and the calls go on when the cell has begun to wait
 * for them.
 */
@Timeout(120)
final class LateAnswerIT {
  private static final Duration DRAIN = Duration.ofHours(1);

  /** So often the cell looks at its clock only if it waits for the calls. */
  private static final int LOOKS = 100;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final CountDownLatch late = new CountDownLatch(1);
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean begun;
  private volatile long leapNanos;
  private volatile Optional<Thread> cellThread = Optional.empty();

  @Test
  void theLedgerBalancesWhenACallOutlastsTheDrain() throws IOException, InterruptedException {
    RunPlan plan =
        plan(
            """
            workflows: 5
            steps: 1
            drain-timeout: 1h
            audit: none
            """);
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
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
                      this::nanoTime,
                      new CellParts.Overrides(LateCalls::new, 1_000)))
              .run(facts, this::leap);

      assertThat(late.getCount()).as("calls that are late").isZero();
      assertThat(result.ledger().imbalances()).isEmpty();
      assertThat(result.ledger().counts().issued()).isPositive();
      assertThat(result.ledger().counts().discrepancies()).isZero();
    }
  }

  private long nanoTime() {
    if (cellThread.equals(Optional.of(Thread.currentThread()))
        && looks.incrementAndGet() == LOOKS) {
      late.countDown();
    }
    return NanoClock.SYSTEM.nanoTime() + leapNanos;
  }

  /** An interval of the drain has been told, and a call is under way. */
  private void leap(Interval interval) {
    if (interval.phase() == Phase.DRAIN && begun && cellThread.isEmpty()) {
      cellThread = Optional.of(Thread.currentThread());
      leapNanos = DRAIN.toNanos();
    }
  }

  private RunPlan plan(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), yaml);
    return PlanParser.run(
        Settings.of(List.of(PlanFile.read(file))), RunIdentity.create(Clock.systemUTC()));
  }

  /** Each call gets on its way when it is late. */
  private final class LateCalls implements TokenAccount {
    private final TokenAccount account;

    LateCalls(TokenAccount account) {
      this.account = account;
    }

    @Override
    public boolean begin(Token token, long nowNanos) {
      boolean taken = account.begin(token, nowNanos);
      begun = true;
      try {
        late.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return taken;
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
