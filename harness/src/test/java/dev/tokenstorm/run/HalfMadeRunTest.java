package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.ResultPolls;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.WorkerProbe;
import dev.tokenstorm.workload.Workload;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cannot be made whole: what was opened for them is closed. */
@Timeout(120)
final class HalfMadeRunTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private RunPlan plan() {
    return TestPlans.plan(
        "target",
        "null",
        "workload",
        "standalone",
        "workflows",
        "10",
        "await-results",
        "5",
        "no-metrics",
        "true",
        "out",
        out().toString());
  }

  /** The plan's workload, with a worker that listens at a port which another program has. */
  private static final class ListeningWorkload implements Workload {
    private final Workload usual;
    private final int port;
    private final List<Retrier> retriers = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    ListeningWorkload(RunPlan plan, int port) {
      this.usual = Workloads.of(plan);
      this.port = port;
    }

    @Override
    public Worker worker(
        Target target, TokenReceiver receiver, WorkerProbe probe, BooleanSupplier room) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        throw new AssertionError("The port was free: " + socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<ResultPolls> resultPolls(Target target) {
      return usual.resultPolls(target).map(ToldPolls::new);
    }

    /** Tells when it is closed. */
    private final class ToldPolls implements ResultPolls {
      private final ResultPolls polls;

      ToldPolls(ResultPolls polls) {
        this.polls = polls;
      }

      @Override
      public void await(long n, Runnable seen, Runnable lost) {
        polls.await(n, seen, lost);
      }

      @Override
      public void close() {
        closed.add("polls, and calls are made again: " + callsAgain());
        polls.close();
      }
    }

    /** A call that is not made again has its failure at once. */
    boolean callsAgain() {
      List<Status> failures = new ArrayList<>();
      retriers.forEach(
          retrier ->
              retrier.call(
                  (answered, failed) -> failed.accept(Status.UNAVAILABLE),
                  answer -> {},
                  failures::add));
      return failures.isEmpty();
    }

    @Override
    public ServerExecutions executions(Target target, Retrier retrier, Backoff backoff) {
      retriers.add(retrier);
      return usual.executions(target, retrier, backoff);
    }

    @Override
    public Shape shape() {
      return usual.shape();
    }

    @Override
    public ExecutionIds ids() {
      return usual.ids();
    }

    @Override
    public Draws draws() {
      return usual.draws();
    }

    @Override
    public CompletionContent content() {
      return usual.content();
    }

    @Override
    public Expectation expectation() {
      return usual.expectation();
    }

    @Override
    public boolean receiverMayBlock() {
      return usual.receiverMayBlock();
    }

    @Override
    public int workerThreads() {
      return usual.workerThreads();
    }
  }

  @Test
  void aCellWithoutAWorkerLeavesNothingOpen() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RunPlan plan = plan();
      ListeningWorkload workload = new ListeningWorkload(plan, taken.getLocalPort());

      assertThatThrownBy(
              () -> new RunExecution(plan, CONTEXT.with(any -> workload)).run(new RecordedRun()))
          .isInstanceOf(UncheckedIOException.class);

      assertThat(workload.closed)
          .as("what was made first is closed last")
          .containsExactly("polls, and calls are made again: true");
      assertThat(workload.callsAgain()).isFalse();
      assertThat(KilledRun.find(out())).as("nobody writes its folder any more").isPresent();
    }
  }

  @Test
  void anArchiveThatRefusesARunLeavesNoFileOpen() {
    RunContext context =
        CONTEXT.archivedBy(
            facts -> {
              throw new UsageException("--history: it cannot be written.");
            });

    assertThatThrownBy(() -> new RunExecution(plan(), context).run(new RecordedRun()))
        .hasMessage("--history: it cannot be written.");

    assertThat(KilledRun.find(out())).as("nobody writes its folder any more").isPresent();
  }
}
