package dev.tokenstorm.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One of the project's dashboards. */
record Dashboard(String file, JsonNode json) {
  /** The folder that Grafana and Prometheus get. */
  static final Path FOLDER = Path.of("../grafana");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All that Grafana is given. */
  static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
      return files.sorted().map(Dashboard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      return new Dashboard(file.getFileName().toString(), JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String uid() {
    return json.at("/uid").asText();
  }

  /** Its panels, rows left out but for what is folded into them. */
  List<JsonNode> panels() {
    return each("/panels")
        .flatMap(
            panel ->
                panel.at("/type").asText().equals("row")
                    ? children(panel.at("/panels"))
                    : Stream.of(panel))
        .toList();
  }

  List<JsonNode> variables() {
    return each("/templating/list").toList();
  }

  /** Annotations that are queries of Prometheus; Grafana's own is the other. */
  List<JsonNode> annotations() {
    return each("/annotations/list").filter(each -> !each.at("/builtIn").asBoolean()).toList();
  }

  /** Every query of every panel, annotation and variable. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode variable : variables()) {
      if (variable.at("/type").asText().equals("query")) {
        queries.add(
            new Query(
                origin("variable", variable.at("/name")),
                Query.Kind.LABEL_VALUES,
                variable.at("/query").asText()));
      }
    }
    for (JsonNode annotation : annotations()) {
      queries.add(
          new Query(
              origin("annotation", annotation.at("/name")),
              Query.Kind.RANGE,
              annotation.at("/target/expr").asText()));
    }
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.at("/targets")) {
        queries.add(
            new Query(
                origin("panel", panel.at("/title")) + " " + target.at("/refId").asText(),
                target.at("/instant").asBoolean() ? Query.Kind.INSTANT : Query.Kind.RANGE,
                target.at("/expr").asText()));
      }
    }
    return queries;
  }

  private String origin(String kind, JsonNode name) {
    return "%s, %s '%s'".formatted(file, kind, name.asText());
  }

  private Stream<JsonNode> each(String path) {
    return children(json.at(path));
  }

  private static Stream<JsonNode> children(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
