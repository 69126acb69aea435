package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.Client;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.frontend.Scenario;
import dev.tokenstorm.frontend.WorkflowOperatorScenario;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.testkit.NullFrontEnds;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the null front end says what a real server says, word for word. Both play a scenario at
 * once, as it mostly waits.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class NullFrontEndRealServerIT {

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNullFrontEndSaysWhatARealServerSays(Scenario scenario) throws Exception {
    Said said = said(scenario.name(), scenario::play);
    assertThat(said.byNull())
        .isEqualTo(
            ServerProgram.newest()
                ? NewerWords.asTheOldest(scenario, said.byReal())
                : said.byReal());
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNullFrontEndLetsOperatorsDoWhatARealServerDoes(WorkflowOperatorScenario scenario)
      throws Exception {
    Said said = said(scenario.name(), scenario::play);
    assertThat(said.byNull()).isEqualTo(said.byReal());
  }

  /** Transcripts of a scenario. */
  private record Said(List<String> byNull, List<String> byReal) {}

  private static Said said(String name, Consumer<Client> scenario) throws Exception {
    FutureTask<List<String>> real =
        new FutureTask<>(() -> transcript(scenario, DevServerFixture.shared().address()));
    var unused = DaemonThreads.start("real-" + name, real);
    List<String> nullSaid;
    try (NullFrontEnd nullFrontEnd = NullFrontEnds.start()) {
      nullSaid = transcript(scenario, NullFrontEnds.address(nullFrontEnd));
    }
    assertThat(nullSaid).hasSizeGreaterThan(5);
    List<String> realSaid = real.get();
    for (int again = 0; again < 3 && lostATask(realSaid) && !lostATask(nullSaid); again++) {
      realSaid = transcript(scenario, DevServerFixture.shared().address());
    }
    return new Said(nullSaid, realSaid);
  }

  /**
   * Whether somebody was given a workflow task and let it time out. On a busy host a real server
   * answers a poll that it has given up by then, and so loses the task.
   */
  private static boolean lostATask(List<String> transcript) {
    return transcript.stream()
        .anyMatch(
            line ->
                line.contains(" WORKFLOW_TASK_TIMED_OUT {")
                    && line.contains("timeout_type: TIMEOUT_TYPE_START_TO_CLOSE"));
  }

  private static List<String> transcript(Consumer<Client> scenario, String address) {
    try (Client client = new Client(address)) {
      scenario.accept(client);
      return client.transcript();
    }
  }
}
