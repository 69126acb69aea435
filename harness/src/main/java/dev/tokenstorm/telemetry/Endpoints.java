package dev.tokenstorm.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The pages of the metrics server. They answer GET and HEAD on their exact paths. */
final class Endpoints {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private Endpoints() {}

  private record Reply(int status, String contentType, String body) {
    static Reply plain(int status, String line) {
      return new Reply(status, PLAIN, line + "\n");
    }
  }

  /** Serves the whole registry, in OpenMetrics format to clients that ask for it. */
  static void metrics(HttpServer server, Telemetry telemetry) {
    page(
        server,
        "/metrics",
        exchange -> {
          String contentType = acceptsOpenMetrics(exchange) ? OPEN_METRICS : PROMETHEUS;
          return new Reply(200, contentType, telemetry.scrape(contentType));
        });
  }

  /** Serves a page that tells that the process answers. */
  static void health(HttpServer server) {
    page(server, "/healthz", exchange -> Reply.plain(200, "ok"));
  }

  /** Serves the given handlers at their paths, and refuses every other path. */
  static void others(HttpServer server, Map<String, HttpHandler> others, AllowedHosts names) {
    server.createContext(
        "/",
        exchange -> {
          HttpHandler handler = others.get(exchange.getRequestURI().getPath());
          Optional<Reply> refusal = wrongMethod(exchange);
          if (refusal.isEmpty() && handler == null) {
            refusal = Optional.of(Reply.plain(404, "Nothing here; try /metrics or /healthz"));
          }
          if (refusal.isEmpty() && !names.allow(exchange.getRequestHeaders().getFirst("Host"))) {
            refusal = Optional.of(Reply.plain(421, "This address has no such name"));
          }
          if (refusal.isPresent()) {
            try (exchange) {
              send(exchange, refusal.get());
            }
          } else if (handler != null) {
            handler.handle(exchange);
          }
        });
  }

  private static void page(HttpServer server, String path, Function<HttpExchange, Reply> reply) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            send(exchange, replyTo(exchange, path, reply));
          }
        });
  }

  private static Reply replyTo(
      HttpExchange exchange, String path, Function<HttpExchange, Reply> reply) {
    // The server passes a handler all paths that begin with its own.
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return Reply.plain(404, "Nothing here; try " + path);
    }
    return wrongMethod(exchange).orElseGet(() -> reply.apply(exchange));
  }

  private static Optional<Reply> wrongMethod(HttpExchange exchange) {
    if (List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Optional.empty();
    }
    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
    return Optional.of(Reply.plain(405, "Only GET and HEAD"));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] plain = reply.body().getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Vary", "Accept-Encoding");
    boolean zipped =
        plain.length >= Gzip.LEAST_BYTES
            && Gzip.accepted(exchange.getRequestHeaders().get("Accept-Encoding"));
    if (zipped) {
      headers.set("Content-Encoding", "gzip");
    }
    byte[] body = zipped ? Gzip.of(plain) : plain;
    headers.set("Content-Type", reply.contentType());
    headers.set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  private static boolean acceptsOpenMetrics(HttpExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    return accept != null && accept.contains("application/openmetrics-text");
  }
}
