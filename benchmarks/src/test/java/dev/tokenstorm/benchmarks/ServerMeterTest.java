package dev.tokenstorm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ServerMeterTest {
  private static final String AT_FIRST =
      """
      # TYPE persistence_requests counter
      persistence_requests{namespace="all",operation="CreateWorkflowExecution"} 10
      persistence_requests{namespace="all",operation="GetTasks",task_priority="1"} 5
      persistence_latency_count{operation="GetTasks"} 700
      """;
  private static final String LATER =
      """
      persistence_requests{namespace="all",operation="CreateWorkflowExecution"} 30
      persistence_requests{namespace="other",operation="CreateWorkflowExecution"} 1
      persistence_requests{namespace="all",operation="GetTasks",task_priority="1"} 5
      persistence_requests{namespace="all",operation="UpdateWorkflowExecution"} 4.2e+01
      """;

  /** Each of the four counts that are added up has a resolution of 10 ms. */
  private static final long ROUNDING_NANOS = 40_000_000;

  private HttpServer server;
  private volatile String page = AT_FIRST;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ServerMeter meter(String processes) {
    return ServerMeter.of(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics"), processes);
  }

  private static String thisProcess() {
    return "harness:" + ProcessHandle.current().pid();
  }

  @Test
  void databaseCallsAreThoseBetweenTwoReadings() throws Exception {
    ServerMeter meter = meter(thisProcess());
    ServerReadings before = meter.read();
    page = LATER;
    ServerReadings spent = meter.read().since(before);
    ServerShare share = ServerShare.of(7, spent, 21);
    assertThat(share.callsByOperation())
        .isEqualTo(
            Map.of(
                "CreateWorkflowExecution", 1.0, "GetTasks", 0.0, "UpdateWorkflowExecution", 2.0));
    assertThat(share.databaseCalls()).isEqualTo(3);
    assertThat(ServerShare.byOperation(List.of(share)))
        .isEqualTo("UpdateWorkflowExecution 2.00, CreateWorkflowExecution 1.00");
  }

  @Test
  void cpuTimeIsThatOfTheProcessSinceItStarted() throws Exception {
    long before = knownCpuNanos();
    long told = meter(thisProcess()).read().cpuNanos().getOrDefault("harness", 0L);
    assertThat(told).isBetween(before - ROUNDING_NANOS, knownCpuNanos() + ROUNDING_NANOS);
  }

  private static long knownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  @Test
  void aPageWithoutDatabaseCallsIsRefused() {
    page = "up 1\n";
    assertThatThrownBy(() -> meter(thisProcess()).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tells nothing of calls to a database");
  }

  @Test
  void sharesAddUpOverProcesses() {
    ServerShare share =
        ServerShare.of(
            1,
            new ServerReadings(Map.of("server", 30_000_000L, "database", 10_000_000L), Map.of()),
            10);
    assertThat(share.cpuMillis("server")).isEqualTo(3, Offset.offset(1e-9));
    assertThat(share.cpuMillis()).isEqualTo(4, Offset.offset(1e-9));
  }
}
