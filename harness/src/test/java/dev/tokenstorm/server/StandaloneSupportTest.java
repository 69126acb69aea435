package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StandaloneSupportTest {
  private static final NamespaceInfo WITHOUT = NamespaceInfo.getDefaultInstance();
  private static final NamespaceInfo WITH = with(false);

  @Test
  void anOldServerIsToldFromOneThatHasThemTurnedOff() {
    assertThat(words(WITHOUT, "1.29.1"))
        .isEqualTo(
            "none: servers have standalone activities since 1.31, turned off, and since 1.32,"
                + " turned on, and this one is 1.29.1; upgrade it");
    for (String version : new String[] {"1.31.2", "1.32.1", "2.0.0", "1.100.0-rc1"}) {
      assertThat(words(WITHOUT, version))
          .isEqualTo(
              "none: server "
                  + version
                  + " has them turned off; set activity.enableStandalone to true in its dynamic"
                  + " configuration");
    }
  }

  @Test
  void aServerThatDoesNotSayItsVersionGetsBothWaysOut() {
    assertThat(StandaloneSupport.of(WITHOUT, Optional.empty()).words())
        .contains("since 1.32, turned on", "set activity.enableStandalone to true");
  }

  @Test
  void whatANamespaceHasIsTold() {
    assertThat(words(WITH, "1.32.1"))
        .isEqualTo(
            "activities without a workflow can be started, with start delay; pause, reset and"
                + " update of options are off, which history.enableStandaloneActivityOperatorCommands"
                + " turns on");
    assertThat(words(with(true), "1.32.1")).endsWith("update of options are on");
  }

  @Test
  void aTargetWithoutThemIsRefusedInOneSentenceAfterOneQuestion() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      version(frontEnd, "1.29.1");
      try (Target target = frontEnd.target()) {
        assertThatThrownBy(() -> StandaloneSupport.require(target, false))
            .isInstanceOf(TargetException.class)
            .hasMessage(
                "Namespace default at 127.0.0.1:"
                    + frontEnd.port()
                    + " has no standalone activities, which --workload standalone starts: servers"
                    + " have standalone activities since 1.31, turned off, and since 1.32, turned"
                    + " on, and this one is 1.29.1; upgrade it, or name another target.");
      }
    }
  }

  @Test
  void aTargetThatTakesNoOperatorCommandsIsRefusedWhereTheyAreMade() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      version(frontEnd, "1.32.1");
      frontEnd.answer(
          "DescribeNamespace",
          unused -> DescribeNamespaceResponse.newBuilder().setNamespaceInfo(with(false)).build());
      try (Target target = frontEnd.target()) {
        assertThatThrownBy(() -> StandaloneSupport.require(target, true))
            .isInstanceOf(TargetException.class)
            .hasMessage(
                "Namespace default at 127.0.0.1:"
                    + frontEnd.port()
                    + " takes no operator commands about standalone activities, which --operate"
                    + " makes: set history.enableStandaloneActivityOperatorCommands to true in the"
                    + " server's dynamic configuration, or leave --operate out.");
      }
      frontEnd.answer(
          "DescribeNamespace",
          unused -> DescribeNamespaceResponse.newBuilder().setNamespaceInfo(with(true)).build());
      try (Target target = frontEnd.target()) {
        assertThatCode(() -> StandaloneSupport.require(target, true)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aTargetWithThemIsTaken() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      version(frontEnd, "1.32.1");
      frontEnd.answer(
          "DescribeNamespace",
          unused -> DescribeNamespaceResponse.newBuilder().setNamespaceInfo(WITH).build());
      try (Target target = frontEnd.target()) {
        assertThatCode(() -> StandaloneSupport.require(target, false)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aTargetThatStopsAnsweringIsSaidToHaveStopped() {
    try (FrontEnd frontEnd = new FrontEnd();
        Target target = frontEnd.target()) {
      frontEnd.refuse("DescribeNamespace", Status.PERMISSION_DENIED);
      assertThatThrownBy(() -> StandaloneSupport.require(target, false))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("refused the credentials");
    }
  }

  private static String words(NamespaceInfo namespace, String version) {
    return StandaloneSupport.of(namespace, Optional.of(version)).words();
  }

  private static NamespaceInfo with(boolean operatorCommands) {
    return NamespaceInfo.newBuilder()
        .setCapabilities(
            NamespaceInfo.Capabilities.newBuilder()
                .setStandaloneActivities(true)
                .setStandaloneActivityStartDelay(true)
                .setStandaloneActivityOperatorCommands(operatorCommands))
        .build();
  }

  private static void version(FrontEnd frontEnd, String version) {
    frontEnd.answer(
        "GetSystemInfo",
        unused -> GetSystemInfoResponse.newBuilder().setServerVersion(version).build());
  }
}
