package dev.tokenstorm.telemetry;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;

/** A small receiver of OTLP, which reads requests with the protocol's own classes. */
public final class OtlpInbox implements AutoCloseable {
  private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private volatile Answer answer = new Answer(200, "application/x-protobuf", ByteString.EMPTY);

  /** What came in one request. */
  public record Push(String path, Headers headers, ExportMetricsServiceRequest request) {
    Resource resource() {
      return request.getResourceMetrics(0).getResource();
    }

    List<Metric> metrics() {
      return request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    }

    /** The value of the only series of a sum or a gauge. */
    public double value(String name) {
      List<Metric> found = metrics().stream().filter(each -> each.getName().equals(name)).toList();
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " metrics called " + name);
      }
      Metric metric = found.get(0);
      return (metric.hasSum()
              ? metric.getSum().getDataPoints(0)
              : metric.getGauge().getDataPoints(0))
          .getAsDouble();
    }
  }

  private record Answer(int status, String type, ByteString body) {}

  public OtlpInbox() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  /** Where requests go. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics");
  }

  /** Answers so from now on. */
  void answers(int status, String type, ByteString body) {
    answer = new Answer(status, type, body);
  }

  /** The next request, for which it waits. */
  public Push next() throws InterruptedException {
    return pushes.take();
  }

  /** The last of the requests that have come, the others being forgotten. */
  public Push last() throws InterruptedException {
    Push last = next();
    while (waiting() > 0) {
      last = next();
    }
    return last;
  }

  /** How many requests came that nobody has asked for. */
  public int waiting() {
    return pushes.size();
  }

  private void take(HttpExchange exchange) throws IOException {
    Answer now = answer;
    try (exchange;
        InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      pushes.add(
          new Push(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders(),
              ExportMetricsServiceRequest.parseFrom(body)));
      exchange.getResponseHeaders().set("Content-Type", now.type());
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(now.status(), now.body().isEmpty() ? -1 : now.body().size());
      now.body().writeTo(exchange.getResponseBody());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
