package dev.tokenstorm.realserver;

import dev.tokenstorm.LoopbackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The server's own program with SQLite, by a configuration file: the newest that can be had. Its
 * configuration is its own but for what a test asks for. It is slower than the dev server.
 */
record NewestServer(Path program) implements ServerProgram {
  private static final String PROPERTY = "tokenstorm.newest-server";
  static final String MISSING = "No newest/server under a folder of PATH or in -D" + PROPERTY;

  private static final Pattern STORES = Pattern.compile("(?ms)(^  datastores:\n).*?(?=^global:)");

  /** The first of the stores, which is the server's default one. */
  private static final Pattern DEFAULT_STORE = Pattern.compile("(?m)^    executions:\n");

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
    boolean low = settings.postgresPort().isPresent();
    for (String port : PORTS) {
      int free = low ? LoopbackPorts.lowForServer() : LoopbackPorts.forServer();
      values.put(port, String.valueOf(free));
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
    String configuration = filled(values);
    String stored =
        settings.postgresPort().isPresent()
            ? onPostgres(configuration, settings.postgresPort().getAsInt())
            : configuration;
    Files.writeString(file, settings.storeErrors().map(e -> withErrors(stored, e)).orElse(stored));
    return new Start(
        List.of(program.toString(), "--config-file", file.toString(), "start"),
        Integer.parseInt(values.get("frontendPort")),
        Integer.parseInt(values.get("metricsPort")),
        Optional.of(folder));
  }

  /** The stores of a configuration, exchanged for those of {@link PostgresTables}. */
  private static String onPostgres(String configuration, int port) {
    String stores =
        store("executions", PostgresTables.EXECUTIONS, port)
            + store("visibility", PostgresTables.VISIBILITY, port);
    return STORES.matcher(configuration).replaceFirst("$1" + stores);
  }

  private static String withErrors(String configuration, String methods) {
    return DEFAULT_STORE
        .matcher(configuration)
        .replaceFirst(
            Matcher.quoteReplacement(
                """
                    executions:
                      faultInjection:
                        targets: {dataStores: {ExecutionStore: {methods: {%s}}}}
                """
                    .formatted(methods)));
  }

  private static String store(String name, String database, int port) {
    return """
        %s:
          sql:
            pluginName: postgres12
            databaseName: %s
            connectAddr: "127.0.0.1:%d"
            connectProtocol: tcp
            user: %s
            password: "%s"
            maxConns: 10
            maxIdleConns: 10
    """
        .formatted(name, database, port, PostgresTables.USER, PostgresTables.PASSWORD);
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
