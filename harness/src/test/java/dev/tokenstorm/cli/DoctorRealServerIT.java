package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DoctorRealServerIT {

  @Test
  void aRealServerIsFoundFitAndIsLeftAsItWas() {
    try (TestServer server = TestServer.start()) {
      Shell fit = new Shell();
      assertThat(fit.run("doctor", "--target", server.address())).isEqualTo(ExitCode.PASSED);
      assertThat(fit.out())
          .contains(
              "✓ reachable     " + server.address() + ", answers in ",
              "✓ namespace     default is registered, and keeps closed workflows for ",
              "✓ permissions   may start workflows, run a worker, complete activities, read"
                  + " histories, list workflows, cancel and terminate workflows",
              "✓ server        1.",
              " standalone    ",
              "! cores         ",
              "server shares")
          .doesNotContain("✗");
      assertThat(fit.err()).isEmpty();
      assertThat(
              server
                  .connect()
                  .blockingStub()
                  .countWorkflowExecutions(
                      CountWorkflowExecutionsRequest.newBuilder().setNamespace("default").build())
                  .getCount())
          .isZero();

      Shell missing = new Shell();
      assertThat(missing.run("doctor", "--target", server.address(), "--namespace", "nowhere"))
          .isEqualTo(ExitCode.COULD_NOT);
      assertThat(missing.out())
          .contains(
              "✓ reachable",
              "✗ namespace     Namespace nowhere does not exist",
              "name another with --namespace",
              "– permissions   skipped",
              "✓ server");
    }
  }
}
