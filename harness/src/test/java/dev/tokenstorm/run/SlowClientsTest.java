package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A run whose metrics a thousand clients ask for, each of which sends a byte and waits. */
@Timeout(300)
@Isolated("it counts threads of this process by their names")
final class SlowClientsTest {
  private static final int CLIENTS = 1_000;

  /** Those that may hold a thread or wait for one, and a few that the server has yet to see. */
  private static final int MOST_LEFT = 300;

  private static final int SCRAPES = 5;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** What the clients saw while the run went on. */
  private record Seen(List<Integer> statuses, long serverThreads) {}

  /** Hears where the metrics are, and sends the clients there. */
  private static final class Exposed implements RunListener {
    final CompletableFuture<Seen> seen = new CompletableFuture<>();

    @Override
    public void note(String sentence) {}

    @Override
    public void exposed(HostPort address) {
      DaemonThreads.start(
          "slow-clients",
          () -> {
            try {
              seen.complete(ask(address));
            } catch (IOException | InterruptedException | RuntimeException e) {
              seen.completeExceptionally(e);
            }
          });
    }
  }

  private static Seen ask(HostPort address) throws IOException, InterruptedException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < CLIENTS; i++) {
        SocketChannel client =
            SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
        client.write(ByteBuffer.wrap(new byte[] {'G'}));
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ);
      }
      List<Integer> statuses = new ArrayList<>();
      HttpClient scraper = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + "/metrics")).build();
      for (int i = 0; i < SCRAPES; i++) {
        statuses.add(scraper.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
      }
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("tokenstorm-metrics"))
              .count();
      awaitCutOff(selector);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return new Seen(statuses, threads);
    }
  }

  /** Waits until the server has let go of all but a few. */
  private static void awaitCutOff(Selector selector) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1_024);
    int left = CLIENTS;
    while (left > MOST_LEFT) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (isClosed((SocketChannel) key.channel(), bytes.clear())) {
          key.channel().close();
          left--;
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private static boolean isClosed(SocketChannel client, ByteBuffer bytes) {
    try {
      return client.read(bytes) < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void theRunGoesOnAndIsScrapedWhileTheyWait() throws Exception {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() > 4L * CLIENTS,
        "skipped: this process may not have a thousand connections");
    RunPlan plan =
        TestPlans.plan(
            "target", "null",
            "worker", "wire",
            "completer", "grpc",
            "duration", "1h",
            "in-flight", "10",
            "metrics-address", "127.0.0.1:0",
            "out", folder.resolve("out").toString());
    RunExecution execution = new RunExecution(plan, new RunContext(Clock.systemUTC(), "a test"));
    Exposed exposed = new Exposed();

    RunOutcome outcome =
        execution.run(
            exposed,
            interval -> {
              if (exposed.seen.isDone()) {
                execution.interrupt();
              }
            });

    Seen seen = exposed.seen.get();
    assertThat(seen.statuses()).hasSize(SCRAPES).containsOnly(200);
    assertThat(seen.serverThreads()).isBetween(1L, 18L);
    assertThat(outcome.result().ledger().imbalances()).isEmpty();
    assertThat(outcome.result().ledger().counts().workflows(ExecutionState.OPEN_AT_END)).isZero();
    assertThat(outcome.result().ledger().counts().workflows(ExecutionState.COMPLETED)).isPositive();
  }
}
