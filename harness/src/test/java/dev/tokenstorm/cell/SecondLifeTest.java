package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.LeftExecutions;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Take-ups that the system ends while their server does not answer. */
@Timeout(60)
final class SecondLifeTest {
  private static final Duration GRACE = Duration.ofMillis(200);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A server that has nothing of the run, and answers so many pages of listings and no more. */
  private static final class SilentServer implements LeftExecutions {
    private final CountDownLatch silent = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private int answered;

    SilentServer(int answered) {
      this.answered = answered;
    }

    @Override
    public synchronized Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp) {
      if (answered == 0) {
        silent.countDown();
        try {
          never.await();
        } catch (InterruptedException e) {
          throw Status.CANCELLED.withCause(e).asRuntimeException();
        }
      }
      answered--;
      return new Page(List.of(), ByteString.EMPTY);
    }

    @Override
    public Optional<LeftExecution> find(long n, BooleanSupplier giveUp) {
      return Optional.empty();
    }
  }

  /** Takes up a run of which nothing was kept, and is asked to end once the server is silent. */
  private RunResult takeUp(SilentServer server) throws Exception {
    StoredRun.leave(folder.resolve("run"), 0);
    KilledRun killed = KilledRun.open(folder.resolve("run"));
    RunPlan plan = TestPlans.plan("worker", "wire", "completer", "grpc");
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (FrontEnd frontEnd = new FrontEnd();
        Target target = frontEnd.target(new RpcStatuses(), replies);
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      frontEnd.hold("PollWorkflowTaskQueue");
      frontEnd.hold("PollActivityTaskQueue");
      Cell cell = new Cell(plan, target, new RpcStatuses(), replies, findings, NanoClock.SYSTEM);
      RunFacts facts =
          new RunFacts(
              plan,
              PlanYaml.settings(plan),
              killed.startedAt(),
              target.info(),
              Host.current(false));
      Leftovers left =
          new Leftovers(
              killed,
              new RunRecorder(facts),
              Workloads.of(plan),
              server,
              findings,
              Clock.systemUTC().instant());
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(
              () -> {
                try {
                  server.silent.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                cell.interrupt(GRACE);
              });
      try {
        return cell.takeUp(left, interval -> {});
      } finally {
        // Also if it never came to that question.
        server.silent.countDown();
        end.join();
      }
    }
  }

  @Test
  void aTakeUpThatFindsNothingOutEndsWithItsGraceAndHasNoResult() {
    assertThatThrownBy(() -> takeUp(new SilentServer(0)))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("It was interrupted before the run was taken up.");
  }

  /** One page each of those that are open, and of all. */
  @Test
  void aLastCountThatIsNotAnsweredEndsWithTheGraceAndTheResultIsKept() throws Exception {
    RunResult result = takeUp(new SilentServer(2));

    assertThat(result.ending().how()).isEqualTo(How.INTERRUPTED);
    assertThat(result.takenUp().orElseThrow().listed()).isEmpty();
  }
}
