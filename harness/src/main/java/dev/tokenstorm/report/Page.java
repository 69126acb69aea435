package dev.tokenstorm.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tokenstorm.measurement.Latency;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The web page that shows runs: one file with its style, its script and its data. The same page
 * serves a report and a live run; only the data differs.
 *
 * <p>The data is JSON in an element that no browser executes, and is escaped so that it cannot end
 * that element. The content-security policy names script and style by their hashes, so nothing else
 * runs, whatever the data holds.
 */
final class Page {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final List<String> STYLES = List.of("uplot/uPlot.min.css", "page/page.css");
  private static final List<String> SCRIPTS =
      List.of(
          "page/format.js",
          "page/elements.js",
          "page/theme.js",
          "page/workload.js",
          "page/charts.js",
          "page/shape.js",
          "page/faults.js",
          "page/timelines.js",
          "page/percentiles.js",
          "page/tables.js",
          "page/overview.js",
          "page/run.js",
          "page/compare.js",
          "page/sides.js",
          "page/drills.js",
          "page/live.js",
          "page/main.js");

  private final String template = resource("page/page.html");
  private final String style;
  private final String script;

  Page() {
    style = STYLES.stream().map(Page::resource).collect(Collectors.joining("\n"));
    script =
        "/*! uPlot\n"
            + resource("uplot/LICENSE").replace("*/", "* /")
            + "*/\n"
            + resource("uplot/uPlot.iife.min.js")
            + "\n(() => {\n'use strict';\nconst STAGES = "
            + escaped(stages())
            + ";\n"
            + SCRIPTS.stream().map(Page::resource).collect(Collectors.joining("\n"))
            + "})();\n";
  }

  /** Returns each latency's key, label, meaning, and label in a closed loop; %s is its noun. */
  private static ArrayNode stages() {
    ArrayNode stages = JsonNodeFactory.instance.arrayNode();
    for (Latency latency : Latency.values()) {
      stages
          .addArray()
          .add(latency.key())
          .add(latency.label("%s", true))
          .add(latency.description())
          .add(latency.label("%s", false));
    }
    return stages;
  }

  /** Returns the page with its data. */
  String with(JsonNode data) {
    Map<String, String> slots =
        Map.of(
            "policy",
            policy() + (live(data) ? "; connect-src 'self'" : ""),
            "style",
            style,
            "script",
            script,
            "data",
            escaped(data));
    return SLOT.matcher(template)
        .replaceAll(
            slot -> Matcher.quoteReplacement(Objects.requireNonNull(slots.get(slot.group(1)))));
  }

  /** Returns the content-security policy of a served page, as strict as the one within the page. */
  String servedPolicy() {
    return policy() + "; connect-src 'self'; frame-ancestors 'none'";
  }

  private String policy() {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; script-src '%s'; style-src '%s'"
        .formatted(hash(script), hash(style));
  }

  private static boolean live(JsonNode data) {
    return data.path("mode").asText().equals("live");
  }

  /** Returns JSON that may stand in an HTML element and in JavaScript. */
  static String escaped(JsonNode data) {
    try {
      return MAPPER
          .writeValueAsString(data)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Reads a resource with line feeds only: browsers hash them, whatever line ends the file has. */
  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8)
          .replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
