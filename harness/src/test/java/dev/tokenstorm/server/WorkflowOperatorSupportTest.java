package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkflowOperatorSupportTest {
  private static final String METHOD = "PauseActivity";

  @Test
  void aTargetThatMissesTheWorkflowTakesCommands() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      frontEnd.refuse(METHOD, Status.NOT_FOUND);
      try (Target target = frontEnd.target()) {
        assertThatCode(() -> WorkflowOperatorSupport.require(target)).doesNotThrowAnyException();
      }
      assertThat(frontEnd.received(PauseActivityRequest.class)).hasSize(1);
    }
  }

  @Test
  void aTargetThatDoesNotKnowTheCallIsRefusedWithTheKey() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      frontEnd.answer(
          "GetSystemInfo",
          unused -> GetSystemInfoResponse.newBuilder().setServerVersion("1.27.2").build());
      frontEnd.refuse(METHOD, Status.UNIMPLEMENTED);
      try (Target target = frontEnd.target()) {
        assertThatThrownBy(() -> WorkflowOperatorSupport.require(target))
            .isInstanceOf(TargetException.class)
            .hasMessage(
                "Namespace default at 127.0.0.1:"
                    + frontEnd.port()
                    + " takes no operator commands about activities of workflows, which --operate"
                    + " makes: servers take them since 1.28.1, and since 1.27 where"
                    + " frontend.activityAPIsEnabled is true in the dynamic configuration, and this"
                    + " one is 1.27.2; set that, upgrade it, or leave --operate out.");
      }
    }
  }

  @Test
  void aTargetThatForbidsTheCallIsExplained() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      frontEnd.refuse(METHOD, Status.PERMISSION_DENIED);
      try (Target target = frontEnd.target()) {
        assertThatThrownBy(() -> WorkflowOperatorSupport.require(target))
            .isInstanceOf(TargetException.class)
            .hasMessageContaining("127.0.0.1:" + frontEnd.port());
      }
    }
  }
}
