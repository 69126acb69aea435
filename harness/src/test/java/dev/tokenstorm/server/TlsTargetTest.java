package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.environment.TestPki;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real TLS servers, and what the environment's configuration makes of them. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTargetTest {
  private static final TargetPlan PLAN =
      new TargetPlan(new TargetPlan.Environment(Optional.empty()), Optional.of("default"), "queue");

  private TestPki pki;
  private FrontEnd server;
  private FrontEnd mutual;
  private FrontEnd plain;

  /** What calls to the plain server carried. */
  private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();

  @BeforeAll
  void makeServers(@TempDir Path folder) throws IOException {
    pki = new TestPki(folder);
    pki.key("server.key", "RSA");
    pki.certificate(
        "server.pem", "server.key", "DNS:localhost,DNS:my_host,DNS:*.wild.test,IP:127.0.0.1");
    pki.key("rsa.key", "RSA");
    pki.certificate("rsa.pem", "rsa.key", "");
    pki.openssl("pkey -in rsa.key -traditional -out rsa.pkcs1.key");
    pki.key("ec.key", "EC");
    pki.certificate("ec.pem", "ec.key", "");
    pki.openssl("pkey -in ec.key -traditional -out ec.sec1.key");
    pki.openssl("ecparam -name prime256v1 -out curve.pem");
    pki.write("ec.parameters.key", pki.read("curve.pem") + pki.read("ec.sec1.key"));
    pki.write("both.pem", pki.read("ec.key") + pki.read("ec.pem"));
    pki.openssl("req -x509 -new -key ec.key -days 1 -subj /CN=stranger -out stranger.pem");
    server = new FrontEnd(credentials(TlsServerCredentials.ClientAuth.NONE));
    mutual = new FrontEnd(credentials(TlsServerCredentials.ClientAuth.REQUIRE));
    plain = new FrontEnd(InsecureServerCredentials.create(), new Headers(authorizations));
  }

  @AfterAll
  void closeServers() {
    server.close();
    mutual.close();
    plain.close();
  }

  private ServerCredentials credentials(TlsServerCredentials.ClientAuth clientAuth)
      throws IOException {
    return TlsServerCredentials.newBuilder()
        .keyManager(pki.file("server.pem").toFile(), pki.file("server.key").toFile())
        .trustManager(pki.file("ca.pem").toFile())
        .clientAuth(clientAuth)
        .build();
  }

  /** What comes of opening the target that these variables name. */
  private static String opened(FrontEnd frontEnd, String... variables) {
    return openedAt(frontEnd.port(), variables);
  }

  private static String openedAt(int port, String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    try (Target target = target(environment)) {
      return "there";
    } catch (TargetException | UsageException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String authority() {
    return pki.path("ca.pem");
  }

  private String mutually(String certificate, String key) {
    return opened(
        mutual,
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
        authority(),
        "TEMPORAL_TLS_CLIENT_CERT_PATH",
        pki.path(certificate),
        "TEMPORAL_TLS_CLIENT_KEY_PATH",
        pki.path(key));
  }

  @Test
  void aServerIsTrustedIfTheNamedAuthorityCertifiedItForTheAddress() {
    assertThat(opened(server, "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority())).isEqualTo("there");
    assertThat(opened(server, "TEMPORAL_TLS", "1"))
        .startsWith("Nobody that this machine trusts certified 127.0.0.1:")
        .contains("server_ca_cert_path", "TEMPORAL_TLS_SERVER_CA_CERT_PATH");
    assertThat(
            opened(server, "TEMPORAL_TLS", "1", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", "true"))
        .isEqualTo("there");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, there",
    "my_host, there",
    "some_name.wild.test, there",
    "other.test, is for another name",
    "my_other, is for another name",
    "a.some_name.wild.test, is for another name"
  })
  void theNameThatTheCertificateMustHaveIsCompared(String name, String end) {
    assertThat(
            opened(
                server,
                "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
                authority(),
                "TEMPORAL_TLS_SERVER_NAME",
                name))
        .contains(end);
  }

  @Test
  void anUnderscoreSparesNoServerThatNobodyTrustedCertified() {
    assertThat(opened(server, "TEMPORAL_TLS_SERVER_NAME", "my_host"))
        .startsWith("Nobody that this machine trusts certified 127.0.0.1:");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, rsa.key",
    "rsa.pem, rsa.pkcs1.key",
    "ec.pem, ec.key",
    "ec.pem, ec.sec1.key",
    "ec.pem, ec.parameters.key",
    "both.pem, both.pem"
  })
  void aClientCertificateWorksWithAPrivateKeyInEachForm(String certificate, String key) {
    assertThat(mutually(certificate, key)).isEqualTo("there");
  }

  @Test
  void aServerThatWantsAClientCertificateAndGetsNoneIsToldAsThat() {
    assertThat(opened(mutual, "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority()))
        .contains("wants a client certificate", "TEMPORAL_TLS_CLIENT_CERT_PATH", "client_key_path")
        .doesNotContain("use a TLS profile");
  }

  /** The passage is at 127.0.0.1, for which the certificate is not. */
  @Test
  void aTargetBehindAPassageIsStillCheckedByItsOwnName() throws IOException {
    pki.key("named.key", "RSA");
    pki.certificate("named.pem", "named.key", "DNS:localhost");
    ServerCredentials credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(pki.file("named.pem").toFile(), pki.file("named.key").toFile())
            .build();
    try (FrontEnd named = new FrontEnd(credentials);
        TcpProxy passage = new TcpProxy(named.port())) {
      Map<String, String> environment =
          Map.of(
              "TEMPORAL_ADDRESS",
              "localhost:" + named.port(),
              "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
              authority());
      HostPort address = new HostPort("127.0.0.1", passage.port());
      assertThat(openedAt(passage.port(), "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority()))
          .contains("is for another name");
      try (Target through = target(environment).through(address)) {
        assertThat(through.info().address()).isEqualTo("localhost:" + named.port());
        assertThat(through.socket()).isEqualTo(new HostPort("localhost", named.port()));
      }
    }
  }

  private static Target target(Map<String, String> environment) {
    return Target.open(
        NamedTarget.of(PLAN, environment),
        new NoopScope(),
        new RpcStatuses(),
        new ReplyWatch(NanoClock.SYSTEM));
  }

  /** With TLS 1.3 the alert comes after the handshake, and a reset may overtake it. */
  @Test
  void aConnectionThatIsResetInPlaceOfAnAlertMayMissAClientCertificate() throws IOException {
    try (TcpProxy resetting = new TcpProxy(mutual.port())) {
      resetting.resetAtFirstBytes();
      assertThat(openedAt(resetting.port(), "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority()))
          .contains(
              " closed the connection; if it wants a client certificate",
              "TEMPORAL_TLS_CLIENT_CERT_PATH",
              "client_key_path");
      assertThat(openedAt(resetting.port()))
          .contains(" closed the connection; if it speaks TLS, switch TLS on");
    }
  }

  /** TLS 1.2 has no alert of its own for that, so the server may mean something else by it. */
  @Test
  void aServerOfTls12ThatWantsAClientCertificateAndGetsNoneMayWantOne() throws IOException {
    SslContextBuilder context =
        SslContextBuilder.forServer(
                pki.file("server.pem").toFile(), pki.file("server.key").toFile())
            .trustManager(pki.file("ca.pem").toFile())
            .clientAuth(ClientAuth.REQUIRE)
            .protocols("TLSv1.2");
    ServerCredentials credentials =
        NettySslContextServerCredentials.create(GrpcSslContexts.configure(context).build());
    try (FrontEnd old = new FrontEnd(credentials)) {
      assertThat(opened(old, "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority()))
          .contains(
              "handshake_failure",
              "may want a client certificate",
              "TEMPORAL_TLS_CLIENT_CERT_PATH",
              "client_key_path");
    }
  }

  @Test
  void aClientCertificateThatTheServerDoesNotTrustIsToldAsThat() {
    assertThat(mutually("stranger.pem", "ec.key"))
        .contains("client certificate")
        .contains("trusts");
  }

  @Test
  void aServerWithoutTlsIsToldAsThat() {
    assertThat(opened(plain, "TEMPORAL_TLS", "true"))
        .endsWith(
            " does not speak TLS; check the port, or switch TLS off with TEMPORAL_TLS=false.");
  }

  @Test
  void aServerWithTlsIsToldAsThatToAProfileWithout() {
    assertThat(opened(server)).contains("if it speaks TLS, switch TLS on with TEMPORAL_TLS=true");
  }

  @Test
  void anApiKeySwitchesTlsOnUnlessTlsIsSwitchedOff() {
    assertThat(opened(plain, "TEMPORAL_API_KEY", "k3y")).contains("does not speak TLS");
    for (String off : List.of("false", "FALSE", "0", "f")) {
      assertThat(opened(plain, "TEMPORAL_API_KEY", "k3y", "TEMPORAL_TLS", off)).isEqualTo("there");
    }
    Path file =
        pki.write(
            "off.toml",
            "[profile.default]\napi_key = 'k3y'\n[profile.default.tls]\ndisabled = true\n");
    assertThat(opened(plain, "TEMPORAL_CONFIG_FILE", file.toString())).isEqualTo("there");
    assertThat(authorizations).isNotEmpty().allMatch("Bearer k3y"::equals);
  }

  /** Keeps who calls say they are. */
  private record Headers(Queue<String> authorizations) implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      authorizations.add(String.valueOf(headers.get(AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }
}
