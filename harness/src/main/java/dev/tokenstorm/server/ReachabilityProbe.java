package dev.tokenstorm.server;

import com.google.common.util.concurrent.ListenableFuture;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a target whose polls fail whether it is there: one short call at a time, on a connection of
 * its own, which is made when it is first needed. What comes of a call goes to the {@link
 * ReplyWatch}. For one thread.
 */
public final class ReachabilityProbe {
  /** Longer than any answer of a target that is there. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Target target;
  private final ReplyWatch watch;
  private Optional<WorkflowServiceStubs> connection = Optional.empty();
  private Optional<ListenableFuture<GetSystemInfoResponse>> call = Optional.empty();

  public ReachabilityProbe(Target target, ReplyWatch watch) {
    this.target = target;
    this.watch = watch;
  }

  /** Asks while there is a doubt. To be called about once a second; returns at once. */
  public void ask() {
    if (watch.doubtful() && (call.isEmpty() || call.get().isDone())) {
      call = Optional.of(start());
    }
  }

  /**
   * Asks now, and waits for the answer.
   *
   * @return whether the target is there
   */
  public boolean answered() throws InterruptedException {
    try {
      var unused = start().get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private ListenableFuture<GetSystemInfoResponse> start() {
    WorkflowServiceStubs stubs = connection.orElseGet(target::connectForProbe);
    connection = Optional.of(stubs);
    // A channel that could not connect fails its calls unsent for as long as it backs off.
    stubs.getRawChannel().resetConnectBackoff();
    return stubs
        .futureStub()
        .withDeadlineAfter(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
  }
}
