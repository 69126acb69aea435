package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.environment.TestPki;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReachabilityTest {
  @TempDir Path folder = Path.of("");

  private static String sentence(TargetPlan plan) {
    try (Target target =
        Target.open(plan, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM))) {
      return "It is there: " + target.info();
    } catch (TargetException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static TargetPlan at(String host, int port) {
    return new TargetPlan(
        new TargetPlan.Address(new HostPort(host, port)), Optional.of("default"), "queue");
  }

  @Test
  void a_refused_connection_is_said_to_be_one() {
    int free = LoopbackPorts.silent();
    assertThat(sentence(at("127.0.0.1", free)))
        .isEqualTo(
            "127.0.0.1:" + free + " refused the connection; is a Temporal server listening there?");
  }

  @Test
  void a_name_that_does_not_resolve_is_said_to_be_one() {
    assertThat(sentence(at("no-such-host.invalid", 7233)))
        .startsWith("The name in no-such-host.invalid:7233 does not resolve; check the address.");
  }

  @Test
  void a_missing_namespace_and_refused_credentials_are_told_apart() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      frontEnd.refuse("DescribeNamespace", Status.NOT_FOUND);
      assertThat(sentence(frontEnd.plan()))
          .startsWith("Namespace default does not exist at 127.0.0.1:");
      for (Status status : new Status[] {Status.UNAUTHENTICATED, Status.PERMISSION_DENIED}) {
        frontEnd.refuse("DescribeNamespace", status.withDescription("Jwt is expired"));
        assertThat(sentence(frontEnd.plan()))
            .contains(" refused the credentials for namespace default; check the API key");
      }
    }
  }

  @Test
  void a_server_whose_store_is_busy_for_a_moment_is_asked_again() {
    Status busy = Status.UNAVAILABLE.withDescription("interrupted");
    try (FrontEnd frontEnd = new FrontEnd()) {
      frontEnd.failNext(
          "DescribeNamespace",
          Collections.nCopies(Reachability.RETRIES, busy).toArray(Status[]::new));
      assertThat(sentence(frontEnd.plan())).startsWith("It is there: ");

      frontEnd.refuse("DescribeNamespace", busy);
      assertThat(sentence(frontEnd.plan())).endsWith(" is unavailable (UNAVAILABLE: interrupted).");
    }
  }

  @Test
  void a_server_of_another_kind_is_not_taken_for_temporal() throws IOException {
    Server server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create()).build().start();
    try {
      assertThat(sentence(at("127.0.0.1", server.getPort())))
          .endsWith(" speaks gRPC but is not a Temporal front end; check the port.");
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void a_server_that_wants_tls_is_said_to_close_the_connection() throws Exception {
    TestPki pki = new TestPki(folder);
    pki.key("server.key", "EC");
    pki.certificate("server.pem", "server.key", "");
    try (FrontEnd frontEnd =
        new FrontEnd(
            TlsServerCredentials.create(
                pki.file("server.pem").toFile(), pki.file("server.key").toFile()))) {
      assertThat(sentence(frontEnd.plan()))
          .endsWith(
              " closed the connection; if it speaks TLS, use --target env with a TLS profile.");
    }
  }

  @Test
  void a_profile_that_is_not_there_is_one_sentence() {
    assertThatThrownBy(
            () ->
                NamedTarget.of(
                    new TargetPlan(
                        new TargetPlan.Environment(Optional.of("no-such-profile")),
                        Optional.empty(),
                        "queue")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--target env: there is no profile no-such-profile in ")
        .hasMessageNotContaining("\n");
  }
}
