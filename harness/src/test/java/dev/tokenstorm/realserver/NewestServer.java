package dev.tokenstorm.realserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The server's own program with SQLite, by a configuration file: the newest that can be had. Its
 * configuration is its own but for what a test asks for. It is slower than the dev server.
 */
record NewestServer(Path program) implements ServerProgram {
  private static final String PROPERTY = "tokenstorm.newest-server";
  static final String MISSING = "No newest/server under a folder of PATH or in -D" + PROPERTY;

  private static final List<String> PORTS =
      List.of(
          "frontendPort",
          "frontendMembershipPort",
          "matchingPort",
          "matchingMembershipPort",
          "historyPort",
          "historyMembershipPort",
          "workerPort",
          "workerMembershipPort",
          "metricsPort");

  static Optional<ServerProgram> find() {
    return ServerProgram.find(PROPERTY, "newest/server").map(NewestServer::new);
  }

  @Override
  public Start prepare(ServerSettings settings) throws IOException {
    Path folder = Files.createTempDirectory("newest-server");
    Map<String, String> values = new LinkedHashMap<>();
    List<Integer> free = ServerProgram.freePorts(PORTS.size());
    for (int i = 0; i < PORTS.size(); i++) {
      values.put(PORTS.get(i), String.valueOf(free.get(i)));
    }
    settings.metricsPort().ifPresent(port -> values.put("metricsPort", String.valueOf(port)));
    values.put("executions", settings.database().map(Path::toString).orElse("executions"));
    values.put("visibility", settings.database().map(NewestServer::beside).orElse("visibility"));
    values.put(
        "storage",
        settings.database().isPresent()
            ? "{mode: rwc, setup: \"true\", cache: private, journal_mode: wal}"
            : "{mode: memory, setup: \"true\", cache: shared}");
    Path dynamic = folder.resolve("dynamic.yaml");
    Files.writeString(dynamic, dynamicConfig(settings.dynamicConfig()));
    values.put("dynamicConfig", dynamic.toString());
    Path file = folder.resolve("server.yaml");
    Files.writeString(file, filled(values));
    return new Start(
        List.of(program.toString(), "--config-file", file.toString(), "start"),
        Integer.parseInt(values.get("frontendPort")),
        Integer.parseInt(values.get("metricsPort")),
        Optional.of(folder));
  }

  private static String beside(Path database) {
    return database.resolveSibling(database.getFileName() + ".visibility").toString();
  }

  private static String dynamicConfig(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + ":\n  - value: " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String filled(Map<String, String> values) throws IOException {
    try (InputStream template = NewestServer.class.getResourceAsStream("newest-server.yaml")) {
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("{" + value.getKey() + "}", value.getValue());
      }
      return text;
    }
  }
}
