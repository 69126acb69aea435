package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.temporal.api.enums.v1.ResourceExhaustedCause;
import io.temporal.api.enums.v1.ResourceExhaustedScope;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusInterceptorTest {
  private static final String INFO = "GetSystemInfo";

  private final RpcStatuses statuses = new RpcStatuses();
  private final ManualClock clock = new ManualClock();
  private final ReplyWatch watch = new ReplyWatch(clock);
  private final FrontEnd frontEnd = new FrontEnd();
  private final Target target = frontEnd.target(statuses, watch);

  @AfterEach
  void close() {
    target.close();
    frontEnd.close();
  }

  private void call() {
    try {
      var unused =
          target
              .connect()
              .blockingStub()
              .withDeadlineAfter(30, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      // Counted is what matters.
    }
  }

  private static StatusRuntimeException throttled() {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
            .addDetails(
                Any.pack(
                    ResourceExhaustedFailure.newBuilder()
                        .setCause(ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT)
                        .setScope(ResourceExhaustedScope.RESOURCE_EXHAUSTED_SCOPE_NAMESPACE)
                        .build()))
            .build());
  }

  @Test
  void attempts_are_counted_by_method_code_cause_and_scope() {
    frontEnd.failNext(INFO, throttled());
    frontEnd.failNext(INFO, Status.RESOURCE_EXHAUSTED, Status.UNAVAILABLE);
    for (int i = 0; i < 4; i++) {
      call();
    }
    assertThat(statuses.snapshot())
        .containsEntry(new RpcStatus(INFO, "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE"), 1L)
        .containsEntry(new RpcStatus(INFO, "RESOURCE_EXHAUSTED", "", ""), 1L)
        .containsEntry(new RpcStatus(INFO, "UNAVAILABLE", "", ""), 1L)
        // The target was checked when it was opened.
        .containsEntry(new RpcStatus(INFO, "OK", "", ""), 2L);
  }

  @Test
  void what_is_too_large_is_counted_by_the_limit_and_not_as_a_refusal_without_cause() {
    frontEnd.failNext(
        INFO,
        Status.RESOURCE_EXHAUSTED.withDescription(
            "grpc: received message larger than max (4495062 vs. 4194304)"),
        Status.INVALID_ARGUMENT.withDescription("Blob data size exceeds limit."));
    for (int i = 0; i < 2; i++) {
      call();
    }
    assertThat(statuses.snapshot())
        .containsEntry(new RpcStatus(INFO, "RESOURCE_EXHAUSTED", "MESSAGE_TOO_LARGE", ""), 1L)
        .containsEntry(new RpcStatus(INFO, "INVALID_ARGUMENT", "BLOB_TOO_LARGE", ""), 1L)
        .doesNotContainKey(new RpcStatus(INFO, "RESOURCE_EXHAUSTED", "", ""));
  }

  @Test
  void an_outage_shows_and_a_reply_of_any_kind_ends_it() {
    frontEnd.failNext(INFO, Status.UNAVAILABLE, Status.UNAVAILABLE, Status.NOT_FOUND);
    call();
    clock.advance(TimeUnit.SECONDS.toNanos(30));
    call();
    assertThat(watch.lostFor(Duration.ofSeconds(30))).isTrue();
    call();
    assertThat(watch.lostFor(Duration.ofSeconds(30))).isFalse();
  }
}
