package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.environment.TestPki;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.testkit.NullFrontEnds;
import dev.tokenstorm.testkit.RelayingFrontEnd;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run with every secret that there is, and a look at everything that others may come to see of
 * it. The server is one of TLS that wants a client certificate and an API key, and sees the tokens
 * that it gives out.
 */
@Timeout(300)
final class SecretsIT {
  private static final String API_KEY = "s3cret-api-key-0123456789abcdef";

  /** What each activity's result and each workflow's name is padded with. */
  private static final String PAYLOAD = "~~~~~~~~";

  private static final int COMPLETIONS = 100;

  /** Characters of a key's whole line; the last one may be of a few. */
  private static final int LINE = 64;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private TestPki pki;

  private final Queue<ByteString> tokens = new ConcurrentLinkedQueue<>();
  private final Set<String> authorizations = new TreeSet<>();
  private final CountDownLatch completed = new CountDownLatch(COMPLETIONS);

  @BeforeEach
  void makeKeys() throws IOException {
    pki = new TestPki(Files.createDirectory(folder.resolve("keys")));
    pki.key("server.key", "RSA");
    pki.certificate("server.pem", "server.key", "DNS:localhost,IP:127.0.0.1");
    pki.key("client.key", "RSA");
    pki.certificate("client.pem", "client.key", "");
  }

  private Message seen(String method, Message answer) {
    if (answer instanceof PollActivityTaskQueueResponse task) {
      seen(task);
    } else if (answer instanceof RespondWorkflowTaskCompletedResponse decided) {
      decided.getActivityTasksList().forEach(this::seen);
    } else if (method.startsWith("RespondActivityTask")) {
      completed.countDown();
    }
    return answer;
  }

  private void seen(PollActivityTaskQueueResponse task) {
    if (!task.getTaskToken().isEmpty()) {
      tokens.add(task.getTaskToken());
    }
  }

  /** Everything that others may come to see, by where it is. */
  private Map<String, byte[]> run(String... further) throws Exception {
    int port = LoopbackPorts.forServer();
    Path out = folder.resolve("out");
    Map<String, byte[]> found = new TreeMap<>();
    try (NullFrontEnd behind = NullFrontEnds.start();
        RelayingFrontEnd server =
            new RelayingFrontEnd(
                behind,
                TlsServerCredentials.newBuilder()
                    .keyManager(pki.file("server.pem").toFile(), pki.file("server.key").toFile())
                    .trustManager(pki.file("ca.pem").toFile())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build(),
                this::seen,
                new Headers(authorizations))) {
      Process process = start(server.port(), port, out, further);
      // A process that ends too early is told by what is asked of it.
      var unused = process.onExit().thenRun(this::waitNoMore);
      try {
        completed.await();
        found.put("thread dump", jcmd(process, "Thread.print", "-l", "-e"));
        found.put("flags of the JVM", jcmd(process, "VM.flags"));
        found.put("command line", jcmd(process, "VM.command_line"));
        for (String page : List.of("metrics", "", "healthz")) {
          found.put("page /" + page, page(port, "/" + page).readAllBytes());
        }
        found.put("events of the live page", firstEvent(port));
        process.destroy();
        process.waitFor();
      } finally {
        process.destroyForcibly();
      }
    }
    found.put("stdout", Files.readAllBytes(folder.resolve("stdout")));
    found.put("stderr", Files.readAllBytes(folder.resolve("stderr")));
    found.putAll(files(out));
    return found;
  }

  private void waitNoMore() {
    while (completed.getCount() > 0) {
      completed.countDown();
    }
  }

  private Process start(int server, int metrics, Path out, String... further) throws IOException {
    List<String> command =
        NullServerProcess.command(
            "run",
            "--target",
            "env",
            "--duration",
            "10m",
            "--in-flight",
            "10",
            "--payload-bytes",
            "64",
            "--outcomes",
            "complete=90,fail=10",
            "--audit",
            "all",
            "--debug",
            "--metrics-address",
            "127.0.0.1:" + metrics,
            "--out",
            out.toString());
    command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-Dtokenstorm.log=debug"));
    command.addAll(List.of(further));
    ProcessBuilder builder =
        new ProcessBuilder(SignalledProcess.command(command))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TEMPORAL_ADDRESS", "127.0.0.1:" + server,
                "TEMPORAL_API_KEY", API_KEY,
                "TEMPORAL_TLS_SERVER_CA_CERT_PATH", pki.path("ca.pem"),
                "TEMPORAL_TLS_CLIENT_CERT_PATH", pki.path("client.pem"),
                "TEMPORAL_TLS_CLIENT_KEY_PATH", pki.path("client.key")));
    return builder.start();
  }

  private static InputStream page(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  /** All that the run has measured so far comes with the first event. */
  private static byte[] firstEvent(int port) throws Exception {
    StringBuilder event = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(page(port, "/events"), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        event.append(line).append('\n');
        line = lines.readLine();
      }
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] jcmd(Process process, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid())));
    command.addAll(List.of(words));
    Path answer = folder.resolve("jcmd");
    assertThat(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start()
                .waitFor())
        .as(() -> "what jcmd says of " + command)
        .isZero();
    return Files.readAllBytes(answer);
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put("file " + folder.relativize(file), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Each secret in each form in which text may hold it. */
  private Map<String, Set<String>> secrets() throws IOException {
    Map<String, Set<String>> secrets = new TreeMap<>();
    secrets.put("API key", forms(API_KEY.getBytes(StandardCharsets.US_ASCII)));
    Set<String> key = new TreeSet<>();
    String pem = Files.readString(pki.file("client.key"));
    pem.lines().filter(line -> line.length() >= LINE && !line.startsWith("-")).forEach(key::add);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    // The beginning is the same in every key.
    key.addAll(forms(Arrays.copyOfRange(der, der.length / 2, der.length / 2 + 32)));
    secrets.put("TLS key", key);
    Set<String> forms = new TreeSet<>();
    tokens.forEach(token -> forms.addAll(forms(token.toByteArray())));
    secrets.put("token", forms);
    secrets.put("payload", Set.of(PAYLOAD));
    return secrets;
  }

  private static Set<String> forms(byte[] secret) {
    String unpadded = Base64.getEncoder().withoutPadding().encodeToString(secret);
    return new TreeSet<>(
        List.of(
            new String(secret, StandardCharsets.ISO_8859_1),
            unpadded.substring(0, unpadded.length() - 1),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            HexFormat.of().formatHex(secret),
            HexFormat.of().withUpperCase().formatHex(secret)));
  }

  /** Where which secret is: {@code token in stderr}. */
  private Set<String> leaks(Map<String, byte[]> places) throws IOException {
    Set<String> leaks = new TreeSet<>();
    for (Map.Entry<String, Set<String>> secret : secrets().entrySet()) {
      places.forEach(
          (place, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (secret.getValue().stream().anyMatch(text::contains)) {
              leaks.add(secret.getKey() + " in " + place);
            }
          });
    }
    return leaks;
  }

  @Test
  void noSecretIsInAnythingThatOthersMaySee() throws Exception {
    Map<String, byte[]> places = run();

    assertThat(tokens).as("tokens that the server gave out").hasSizeGreaterThan(COMPLETIONS);
    assertThat(authorizations).containsExactly("Bearer " + API_KEY);
    assertThat(places)
        .containsKeys(
            "stdout",
            "stderr",
            "thread dump",
            "page /metrics",
            "page /",
            "events of the live page",
            "file plan.yaml",
            "file result.json",
            "file intervals.csv",
            "file latency.hlog",
            "file report.html");
    assertThat(text(places, "page /metrics")).contains("tokenstorm_tokens_total");
    assertThat(text(places, "events of the live page")).contains("event: ");
    assertThat(text(places, "thread dump")).contains("tokenstorm-metrics");
    assertThat(text(places, "flags of the JVM")).doesNotContain("+HeapDumpOnOutOfMemoryError");
    assertThat(leaks(places)).isEmpty();

    // What is planted is found, so nothing else was overlooked by the way of looking.
    places.put("planted key", Files.readAllBytes(pki.file("client.key")));
    places.put("planted API key", ("a " + API_KEY + " b").getBytes(StandardCharsets.UTF_8));
    places.put("planted token", Base64.getEncoder().encode(tokens.element().toByteArray()));
    places.put("planted payload", ("Hello World 7" + PAYLOAD).getBytes(StandardCharsets.UTF_8));
    assertThat(leaks(places))
        .containsExactlyInAnyOrder(
            "TLS key in planted key",
            "API key in planted API key",
            "token in planted token",
            "payload in planted payload");
  }

  @Test
  void tokensAreInLogsAloneAndOnlyWhereTheyAreAskedFor() throws Exception {
    assertThat(leaks(run("--log-tokens"))).containsExactly("token in stderr");
  }

  private static String text(Map<String, byte[]> places, String place) {
    return new String(places.getOrDefault(place, new byte[0]), StandardCharsets.UTF_8);
  }

  /** Keeps who calls say they are. */
  private record Headers(Set<String> authorizations) implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      synchronized (authorizations) {
        authorizations.add(String.valueOf(headers.get(AUTHORIZATION)));
      }
      return next.startCall(call, headers);
    }
  }
}
