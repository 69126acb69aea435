package dev.tokenstorm.realserver;

import dev.tokenstorm.cell.KnownIdRun;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What completers can do by id before a worker has the activity, on the newest server. */
@Timeout(120)
@OnNewestServer
final class KnownIdRealServerIT {
  private static final String ALL = "dev.tokenstorm.cell.KnownIdRun#momentsAndCompleters";

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource(ALL)
  void aCompletionClosesWhatNoWorkerHasStarted(String moment, String completer) throws Exception {
    KnownIdRun.assertCompletedBeforeAWorkerHasIt(
        moment,
        completer,
        WithOperatorCommands.SERVER.address(),
        WithOperatorCommands.SERVER.stubs());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"QUEUED, sdk", "IN_START_DELAY, grpc", "PAUSED, sdk"})
  void aFailureIsRefusedThere(String moment, String completer) throws Exception {
    KnownIdRun.assertFailureRefusedBeforeAWorkerHasIt(
        moment, completer, WithOperatorCommands.SERVER.address());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"QUEUED, grpc", "IN_START_DELAY, sdk", "PAUSED, grpc"})
  void aHeartbeatIsRefusedThere(String moment, String completer) throws Exception {
    KnownIdRun.assertHeartbeatRefusedBeforeAWorkerHasIt(
        moment, completer, WithOperatorCommands.SERVER.address());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource(ALL)
  void aCancellationClosesItUnreported(String moment, String completer) throws Exception {
    KnownIdRun.assertCancelledBeforeAWorkerHasIt(
        moment, completer, WithOperatorCommands.SERVER.address());
  }

  /** Holds a server that lets operators pause. */
  private static final class WithOperatorCommands {
    static final DevServerFixture SERVER =
        DevServerFixture.start(
            ServerSettings.DYNAMIC_CONFIG_VALUE,
            "history.enableStandaloneActivityOperatorCommands=true");
  }
}
