package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.text.HostPort;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class HostAddressTest {

  @ParameterizedTest
  @CsvSource({
    "host.example, false",
    "10.0.0.5, false",
    "::1, false",
    "my_host, true",
    "my_host.example, true",
    "4f2a9c0d1e2f, false",
    "container.4f2a, true"
  })
  void onlyWhatGrpcRefusesIsLookedUpByOurselves(String host, boolean plain) {
    assertThat(HostAddress.of(new HostPort(host, 7233)).plain()).isEqualTo(plain);
  }

  @Test
  void aNameThatIsLookedUpByOurselvesIsReached() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder();
      new HostAddress(new HostPort("localhost", frontEnd.port()), true)
          .applyTo(options, false, Optional.empty());
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(options.validateAndBuildWithDefaults());
      try {
        stubs
            .blockingStub()
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      } finally {
        stubs.shutdownNow();
      }
      assertThat(frontEnd.received(GetSystemInfoRequest.class)).hasSize(1);
    }
  }
}
