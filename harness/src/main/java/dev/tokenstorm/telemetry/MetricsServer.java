package dev.tokenstorm.telemetry;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Serves {@code /metrics}, {@code /healthz} and the pages that it is given.
 *
 * <p>For the first two, a reply is complete before its first byte is sent, on threads of the
 * server's own. So a scraper that reads slowly holds such a thread and nothing of the run. {@link
 * FairRequestExecutor} keeps it from delaying other requests. The number of connections is bounded,
 * and so is what a request may bring: the JDK's server closes what is idle for 30 s, and cuts off
 * headers of more than 380 KiB.
 */
public final class MetricsServer implements AutoCloseable {
  /** Largest number of open connections of all such servers of the process; others are closed. */
  private static final int MOST_CONNECTIONS = 1_500;

  /** The JDK's server reads its limits from properties, when the first server is made. */
  private static final String CONNECTIONS_PROPERTY = "jdk.httpserver.maxConnections";

  private final HttpServer server;
  private final FairRequestExecutor executor = new FairRequestExecutor("tokenstorm-metrics");
  private final HostPort address;

  private MetricsServer(HttpServer server, HostPort address) {
    this.server = server;
    this.address = address;
    server.setExecutor(executor);
  }

  /**
   * Starts serving. If the planned port is taken and the user did not name it, a free port is used.
   *
   * @param others handlers by path, for GET and HEAD; each closes its exchange, on any thread. At a
   *     loopback address they answer only browsers that use a name of this machine, so that no web
   *     site can read them under its own name.
   * @param warnings receives one sentence if another port than the planned one is used
   * @throws UsageException if an address that the user named cannot be served
   */
  public static MetricsServer start(
      OutputPlan.Metrics plan,
      Telemetry telemetry,
      Map<String, HttpHandler> others,
      Consumer<String> warnings) {
    HostPort wanted = plan.address();
    HttpServer bound;
    try {
      bound = bind(wanted);
    } catch (IOException refusal) {
      if (plan.given()) {
        throw cannotServe(wanted, refusal);
      }
      bound = bindAnyPort(wanted, refusal);
      warnings.accept(
          "metrics are at http://%s/metrics, as %s is taken; --metrics-address chooses another"
              .formatted(addressOf(bound, wanted), wanted));
    }
    MetricsServer metrics = new MetricsServer(bound, addressOf(bound, wanted));
    Endpoints.metrics(bound, telemetry);
    Endpoints.health(bound);
    Endpoints.others(
        bound, others, AllowedHosts.of(bound.getAddress().getAddress(), wanted.host()));
    bound.start();
    return metrics;
  }

  /** Returns the address at which the server listens; its port is never 0. */
  public HostPort address() {
    return address;
  }

  /** Stops at once. Replies under way are cut off. */
  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }

  private static HttpServer bind(HostPort wanted) throws IOException {
    if (System.getProperty(CONNECTIONS_PROPERTY) == null) {
      System.setProperty(CONNECTIONS_PROPERTY, String.valueOf(MOST_CONNECTIONS));
    }
    return HttpServer.create(
        new InetSocketAddress(InetAddress.getByName(wanted.host()), wanted.port()), 0);
  }

  private static HttpServer bindAnyPort(HostPort wanted, IOException refusal) {
    try {
      return bind(new HostPort(wanted.host(), 0));
    } catch (IOException e) {
      e.addSuppressed(refusal);
      throw cannotServe(wanted, e);
    }
  }

  private static HostPort addressOf(HttpServer server, HostPort wanted) {
    return new HostPort(wanted.host(), server.getAddress().getPort());
  }

  private static UsageException cannotServe(HostPort address, IOException refusal) {
    String reason =
        refusal instanceof UnknownHostException
            ? "the host name does not resolve"
            : refusal.getMessage();
    return new UsageException(
        "--metrics-address %s cannot be served (%s); name a free one, or use --no-metrics."
            .formatted(address, reason));
  }
}
