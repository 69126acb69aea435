package dev.tokenstorm.telemetry;

import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;

/** A scraper's side of the endpoint. */
record Scrape(HostPort address) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  /** The body as it came. */
  byte[] bytes(String path, String... headers) {
    return send(BodyHandlers.ofByteArray(), "GET", path, headers).body();
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(BodyHandlers.ofString(), method, path, headers);
  }

  private <T> HttpResponse<T> send(
      HttpResponse.BodyHandler<T> body, String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lines of {@code /metrics} of families whose name begins so, or does not. */
  List<String> lines(String prefix, boolean wanted) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.replaceFirst("^# (HELP|TYPE) ", "").startsWith(prefix) == wanted)
        .toList();
  }

  /** The value of the sample whose name and labels contain these parts. */
  double value(String name, String... parts) {
    List<String> found =
        get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith(name + "{"))
            .filter(line -> Arrays.stream(parts).allMatch(line::contains))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "%d samples of %s with %s".formatted(found.size(), name, List.of(parts)));
    }
    String sample = found.get(0);
    return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
  }
}
