package dev.tokenstorm.realserver;

import dev.tokenstorm.LoopbackPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dev server of the {@code temporal} CLI, which is the oldest server that is supported. */
record DevServerCli(Path program) implements ServerProgram {
  private static final String PROPERTY = "tokenstorm.temporal";
  static final String MISSING = "No temporal CLI on PATH or in -D" + PROPERTY;

  static Optional<ServerProgram> find() {
    return ServerProgram.find(PROPERTY, "temporal").map(DevServerCli::new);
  }

  @Override
  public Start prepare(ServerSettings settings) {
    int port = LoopbackPorts.forServer();
    int metricsPort = settings.metricsPort().orElseGet(LoopbackPorts::forServer);
    List<String> command = new ArrayList<>(List.of(program.toString(), "server", "start-dev"));
    command.addAll(List.of("--headless", "--ip", "127.0.0.1", "--log-level", "error"));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(List.of(ServerSettings.METRICS_PORT, String.valueOf(metricsPort)));
    settings
        .database()
        .ifPresent(file -> command.addAll(List.of(ServerSettings.DATABASE, file.toString())));
    settings
        .dynamicConfig()
        .forEach(
            (key, value) ->
                command.addAll(List.of(ServerSettings.DYNAMIC_CONFIG_VALUE, key + "=" + value)));
    return new Start(command, port, metricsPort, Optional.empty());
  }
}
