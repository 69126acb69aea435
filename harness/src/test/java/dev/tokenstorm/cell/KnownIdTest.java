package dev.tokenstorm.cell;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.testkit.NullFrontEnds;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What completers can do by id before a worker has the activity, on the null front end. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class KnownIdTest {
  private static final String ALL = "dev.tokenstorm.cell.KnownIdRun#momentsAndCompleters";

  @SuppressWarnings("NullAway.Init")
  private NullFrontEnd nullFrontEnd;

  @BeforeEach
  void startsAFrontEnd() throws IOException {
    nullFrontEnd = NullFrontEnds.start("operator-commands");
  }

  @AfterEach
  void stopsTheFrontEnd() {
    nullFrontEnd.close();
  }

  private String address() {
    return NullFrontEnds.address(nullFrontEnd);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource(ALL)
  void aCompletionClosesWhatNoWorkerHasStarted(String moment, String completer) throws Exception {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    try {
      KnownIdRun.assertCompletedBeforeAWorkerHasIt(moment, completer, address(), stubs);
    } finally {
      stubs.shutdownNow();
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"QUEUED, sdk", "IN_START_DELAY, grpc", "PAUSED, sdk"})
  void aFailureIsRefusedThere(String moment, String completer) throws Exception {
    KnownIdRun.assertFailureRefusedBeforeAWorkerHasIt(moment, completer, address());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"QUEUED, grpc", "IN_START_DELAY, sdk", "PAUSED, grpc"})
  void aHeartbeatIsRefusedThere(String moment, String completer) throws Exception {
    KnownIdRun.assertHeartbeatRefusedBeforeAWorkerHasIt(moment, completer, address());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource(ALL)
  void aCancellationClosesItUnreported(String moment, String completer) throws Exception {
    KnownIdRun.assertCancelledBeforeAWorkerHasIt(moment, completer, address());
  }
}
