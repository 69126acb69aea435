package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import java.io.IOException;
import java.net.Authenticator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Targets behind a proxy that the JVM's properties name; it alone knows the target's name. */
@Isolated
@Timeout(60)
final class HttpProxyTest {
  private static final TargetPlan PLAN =
      new TargetPlan(
          new TargetPlan.Address(new HostPort("temporal.invalid", 7233)),
          Optional.of("default"),
          "queue");
  private static final String WAY_ROUND =
      " or leave the target out of it with -Dhttp.nonProxyHosts.";

  @AfterEach
  void forget() {
    for (String name :
        new String[] {
          "https.proxyHost", "https.proxyPort", "https.proxyUser", "https.proxyPassword"
        }) {
      System.clearProperty(name);
    }
    Authenticator.setDefault(null);
  }

  private static void use(String host, int port) {
    System.setProperty("https.proxyHost", host);
    System.setProperty("https.proxyPort", String.valueOf(port));
  }

  private static String opened() {
    try (Target target =
        Target.open(PLAN, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM))) {
      return "It is there: " + target.info().serverVersion().orElseThrow();
    } catch (TargetException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aProxyThatIsDownIsNotTakenForTheTarget() {
    int free = LoopbackPorts.silent();
    use("127.0.0.1", free);
    assertThat(opened())
        .isEqualTo(
            "The proxy 127.0.0.1:"
                + free
                + " (-Dhttps.proxyHost) refused the connection, so temporal.invalid:7233 was not"
                + " asked; see whether it runs there,"
                + WAY_ROUND);
  }

  @Test
  void aProxyWhoseNameDoesNotResolveIsNamed() {
    use("no-such-proxy.invalid", 3128);
    assertThat(opened())
        .isEqualTo(
            "The name of the proxy no-such-proxy.invalid:3128 (-Dhttps.proxyHost) does not resolve,"
                + " so temporal.invalid:7233 was not asked; mend it,"
                + WAY_ROUND);
  }

  @Test
  void aProxyThatRefusesTheTargetOrHangsUpIsNamedWithItsAnswer() throws IOException {
    try (ConnectProxy proxy = ConnectProxy.answering("403 Forbidden")) {
      use("127.0.0.1", proxy.port());
      assertThat(opened())
          .isEqualTo(
              "The proxy 127.0.0.1:"
                  + proxy.port()
                  + " (-Dhttps.proxyHost) answered 403 Forbidden, so temporal.invalid:7233 was not"
                  + " asked; see whether it may connect there,"
                  + WAY_ROUND);
      assertThat(proxy.asked()).containsOnly("temporal.invalid:7233");
    }
    try (ConnectProxy proxy = ConnectProxy.answering("")) {
      use("127.0.0.1", proxy.port());
      assertThat(opened()).contains(" (-Dhttps.proxyHost) closed the connection, so temporal");
    }
  }

  @Test
  void aProxyThatWantsAPasswordIsGivenIt() throws IOException {
    try (FrontEnd frontEnd = new FrontEnd();
        ConnectProxy proxy = ConnectProxy.leadingTo(frontEnd.port(), "ann:secret")) {
      frontEnd.answer(
          "GetSystemInfo",
          unused -> GetSystemInfoResponse.newBuilder().setServerVersion("1.2.3").build());
      use("127.0.0.1", proxy.port());
      ProxyPassword.install();
      assertThat(opened())
          .isEqualTo(
              "The proxy 127.0.0.1:"
                  + proxy.port()
                  + " (-Dhttps.proxyHost) wants a user and a password (407) before"
                  + " temporal.invalid:7233 is asked; give them with -Dhttps.proxyUser and"
                  + " -Dhttps.proxyPassword,"
                  + WAY_ROUND);
      System.setProperty("https.proxyUser", "ann");
      System.setProperty("https.proxyPassword", "secret");
      assertThat(opened()).isEqualTo("It is there: 1.2.3");
    }
  }

  @Test
  void whatTheTargetItselfRefusesIsStillTheTargets() throws IOException {
    try (FrontEnd frontEnd = new FrontEnd();
        ConnectProxy proxy = ConnectProxy.leadingTo(frontEnd.port(), "")) {
      frontEnd.refuse("GetSystemInfo", Status.UNIMPLEMENTED);
      use("127.0.0.1", proxy.port());
      assertThat(opened())
          .isEqualTo(
              "temporal.invalid:7233, through the proxy 127.0.0.1:"
                  + proxy.port()
                  + " (-Dhttps.proxyHost), speaks gRPC but is not a Temporal front end; check the"
                  + " port.");
    }
  }

  @Test
  void grpcsVariableGoesBeforeTheProperties() {
    use("127.0.0.1", 3128);
    assertThat(HttpProxy.ofGrpc("temporal.invalid:7233", Map.of("GRPC_PROXY_EXP", "gate")))
        .hasValue(new HttpProxy("gate:80", "GRPC_PROXY_EXP", "unset GRPC_PROXY_EXP"));
    assertThat(
            HttpProxy.ofGrpc(
                "temporal.invalid:7233", Map.of("GRPC_PROXY_EXP", "user:hunter2@gate:3128")))
        .hasValue(new HttpProxy("gate:3128", "GRPC_PROXY_EXP", "unset GRPC_PROXY_EXP"));
    assertThat(HttpProxy.ofGrpc("127.0.0.1:7233", Map.of())).isEmpty();
  }

  @Test
  void onlyATargetElsewhereThatDoesNotAnswerMayBeBehindAProxyThatJavaDoesNotUse() {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://gate:3128");
    TargetInfo far = new TargetInfo(TargetInfo.REMOTE, "t.invalid:1", "default", Optional.empty());
    TargetInfo near = new TargetInfo(TargetInfo.REMOTE, "localhost:1", "default", Optional.empty());
    String hint = HttpProxy.unused(environment);
    assertThat(
            Reachability.explain(
                Status.UNAVAILABLE.asRuntimeException(), far, Security.ADDRESS, environment))
        .hasMessageEndingWith(hint);
    assertThat(
            Reachability.explain(
                Status.NOT_FOUND.asRuntimeException(), far, Security.ADDRESS, environment))
        .hasMessageNotContaining("proxy");
    assertThat(
            Reachability.explain(
                Status.UNAVAILABLE.asRuntimeException(), near, Security.ADDRESS, environment))
        .hasMessageNotContaining("proxy");
  }

  @Test
  void aVariableThatJavaDoesNotReadIsNamedWithoutItsValue() {
    String sentence = HttpProxy.unused(Map.of("https_proxy", "http://ann:secret@gate:3128"));
    assertThat(sentence)
        .isEqualTo(
            " Java does not use the proxy of https_proxy; name it with -Dhttps.proxyHost and"
                + " -Dhttps.proxyPort in JDK_JAVA_OPTIONS.");
    assertThat(HttpProxy.unused(Map.of("HTTPS_PROXY", " "))).isEmpty();
  }
}
