package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.Timer;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HistoryReaderTest {
  @Test
  void pagesThatNameThemselvesAsTheNextOneEndTheReading() {
    try (FrontEnd server = new FrontEnd();
        Target target = server.target();
        Timer timer = new Timer("test-timer", new Backoff(7))) {
      server.answer(
          "GetWorkflowExecutionHistory",
          request ->
              GetWorkflowExecutionHistoryResponse.newBuilder()
                  .setNextPageToken(ByteString.copyFromUtf8("the same"))
                  .build());
      CompletableFuture<Status> failed = new CompletableFuture<>();

      new HistoryReader(
              target.directChannel(),
              "default",
              new TaskRetries(timer, NanoClock.SYSTEM),
              new UnderWay())
          .read(
              WorkflowExecution.getDefaultInstance(),
              ByteString.EMPTY,
              page -> {},
              () -> failed.complete(Status.OK),
              failed::complete);

      assertThat(failed.join().getDescription()).isEqualTo("the history's pages have no end");
    }
  }
}
