package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.environment.TestPki;
import dev.tokenstorm.fault.FaultNotation;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.FaultProxy;
import dev.tokenstorm.fault.TimedFault;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.UsageException;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class TargetConnectionTest {
  private static final NanoClock BROKEN =
      () -> {
        throw new IllegalStateException("the clock broke");
      };

  private static TargetConnection direct() {
    NamedTarget named = NamedTarget.of(TestPlans.plan("target", "null").target());
    return TargetConnection.of(
        (statuses, replies) -> Target.open(named, new NoopScope(), statuses, replies));
  }

  private static FaultPlan plan(String... faults) throws Misfit {
    List<TimedFault> timed = new ArrayList<>();
    for (String fault : faults) {
      timed.add(new FaultNotation().parse(fault));
    }
    return FaultPlan.of(timed);
  }

  @Test
  void aPlanWithoutFaultsOnTheWayLeavesTheConnectionAsItIs() throws Exception {
    try (TargetConnection direct = direct()) {
      assertThat(direct.through(FaultPlan.NONE, 7)).isSameAs(direct);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cut 1s, reset 10%, true, false",
    "lose-replies 1% for 1s, lose-replies 2% for 1s, false, true",
    "lose-replies 1% for 1s, cut 1s, true, true"
  })
  void eachProxyStandsBetweenIfAFaultAsksForIt(
      String first, String second, boolean bytes, boolean calls) throws Exception {
    try (TargetConnection through = direct().through(plan("1s: " + first, "9s: " + second), 7)) {
      assertThat(through.proxy().isPresent()).isEqualTo(bytes);
      assertThat(through.calls().isPresent()).isEqualTo(calls);
      assertThat(through.target().info().serverVersion()).contains(NullFrontEnd.VERSION);
    }
  }

  /** Bytes can be broken without being read, and calls cannot be told apart. */
  @Test
  void callsThatTlsHidesCannotLoseTheirReplies(@TempDir Path folder) throws Exception {
    TestPki pki = new TestPki(folder);
    pki.key("server.key", "RSA");
    pki.certificate("server.pem", "server.key", "IP:127.0.0.1");
    ServerCredentials credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(pki.file("server.pem").toFile(), pki.file("server.key").toFile())
            .build();
    try (FrontEnd server = new FrontEnd(credentials)) {
      Map<String, String> variables =
          Map.of(
              "TEMPORAL_ADDRESS",
              "127.0.0.1:" + server.port(),
              "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
              pki.path("ca.pem"));
      try (TargetConnection cut = secured(variables).through(plan("1s: cut 1s"), 7)) {
        assertThat(cut.proxy()).isPresent();
      }
      TargetConnection direct = secured(variables);
      FaultPlan plan = plan("1s: cut 1s", "9s: lose-replies 1% for 5s");
      assertThatThrownBy(() -> direct.through(plan, 7))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "--fault '9s: lose-replies 1% for 5s' needs calls that it can tell apart, and TLS"
                  + " hides them; use blackhole-replies, or a target without TLS.");
    }
  }

  private static TargetConnection secured(Map<String, String> variables) {
    return TargetConnection.of(
        (statuses, replies) -> FrontEnd.target(variables, statuses, replies));
  }

  @Test
  void aProxyThatBreaksIsToldOfAndIsNotTheTarget() throws Exception {
    try (ServerSocket behind = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TargetConnection direct = direct();
        FaultProxy proxy =
            FaultProxy.open(new HostPort(FaultProxy.HOST, behind.getLocalPort()), 7, BROKEN);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.address().port())) {
      assertThat(client.isConnected()).isTrue();
      TargetConnection through =
          new TargetConnection(
              direct.target(),
              direct.statuses(),
              direct.replies(),
              Optional.of(proxy),
              Optional.empty());
      while (!Thread.currentThread().isInterrupted() && through.proxyFailure().isEmpty()) {
        Thread.onSpinWait();
      }

      assertThat(through.proxyFailure())
          .contains(
              "The proxy for --fault broke during the run, and cut off the target:"
                  + " java.lang.IllegalStateException: the clock broke.");
      assertThat(direct.proxyFailure()).isEmpty();
    }
  }
}
