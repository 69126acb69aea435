package dev.tokenstorm.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Prometheus' HTTP API, as far as Grafana uses it. */
record PrometheusApi(URI address) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an API call answered: its data, or why it failed. */
  record Answer(JsonNode data, String error) {
    /** How many series have a value that is a number. */
    int series() {
      int series = 0;
      for (JsonNode each : data.at("/result")) {
        if (number(each.at("/value")) || anyNumber(each.at("/values"))) {
          series++;
        }
      }
      return series;
    }

    private static boolean anyNumber(JsonNode points) {
      for (JsonNode point : points) {
        if (number(point)) {
          return true;
        }
      }
      return false;
    }

    private static boolean number(JsonNode point) {
      return point.size() == 2 && !point.get(1).asText().equals("NaN");
    }

    /** The strings of a list. */
    Set<String> strings() {
      Set<String> strings = new TreeSet<>();
      data.forEach(each -> strings.add(each.asText()));
      return strings;
    }
  }

  /** A span of time. */
  record Span(Instant from, Instant to) {
    private String parameters() {
      return "start=%s&end=%s".formatted(from, to);
    }

    long seconds() {
      return to.getEpochSecond() - from.getEpochSecond();
    }
  }

  boolean ready() {
    try {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer instant(String promql, Instant at) {
    return get("query?query=%s&time=%s".formatted(encoded(promql), at));
  }

  /** With a value each second. */
  Answer range(String promql, Span span) {
    return get("query_range?query=%s&%s&step=1".formatted(encoded(promql), span.parameters()));
  }

  /** The values of a label, of all series or of those of one selector. */
  Answer labelValues(String label, String selector, Span span) {
    String match = selector.isEmpty() ? "" : "&match[]=" + encoded(selector);
    return get("label/%s/values?%s%s".formatted(label, span.parameters(), match));
  }

  Answer rules() {
    return get("rules");
  }

  private Answer get(String call) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/api/v1/" + call.replace("[]", "%5B%5D")))
              .build();
      JsonNode answer = JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
      return new Answer(answer.at("/data"), answer.at("/error").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
