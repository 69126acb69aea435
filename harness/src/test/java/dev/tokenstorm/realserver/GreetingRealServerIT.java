package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class GreetingRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @CsvSource({"sdk, token", "sdk, id", "grpc, token", "grpc, id"})
  void everyWayToCompleteGreetsAndAgreesWithEveryHistory(String completer, String by) {
    DevServerFixture server = DevServerFixture.shared();
    ProgramRun run =
        ProgramRun.of(
                folder.resolve("out"),
                "--target %s --workflows 20 --in-flight 10 --audit all --completer %s --complete-by %s"
                    .formatted(server.address(), completer, by))
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(20);
    assertThat(run.tokens("issued")).isEqualTo(80);
    assertThat(run.tokens("completed")).isEqualTo(80);
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(20);
    assertThat(run.count("/ledger/audit/discrepancies")).isZero();
    String method = "RespondActivityTaskCompleted" + (by.equals("id") ? "ById" : "");
    assertThat(run.rpc(method, "OK")).isEqualTo(80);
    // The audit's requests are counted apart from the load's.
    assertThat(run.rpc("audit/GetWorkflowExecutionHistory", "OK")).isEqualTo(20);
    assertThat(run.rpc("GetWorkflowExecutionHistory", "OK")).isZero();
    assertThat(run.result().at("/target/kind").asText()).isEqualTo("remote");
    assertThat(run.result().at("/target/server_version").asText()).isNotEmpty();
  }

  @Test
  void theHarnessStartsADevServerOfItsOwnAndStopsIt() {
    var unused = DevServerFixture.shared();
    ProgramRun run =
        ProgramRun.of(
                folder.resolve("out"),
                "--target dev-server --workflows 10 --in-flight 10 --require-trust off")
            .passed();
    assertThat(run.workflows("completed")).isEqualTo(10);
    assertThat(run.result().at("/target/kind").asText()).isEqualTo("dev-server");
    assertThat(run.out()).startsWith("PASSED");

    String port = run.result().at("/target/address").asText().replaceFirst(".*:", "");
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(
                    process -> process.info().commandLine().orElse("").contains("--port " + port)))
        .isEmpty();
  }
}
