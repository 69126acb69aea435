package dev.tokenstorm.realserver;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a test asks of a server, whichever it is.
 *
 * @param dynamicConfig values of the dynamic configuration, as YAML
 * @param database the file that keeps the state over a kill; none keeps it in memory
 * @param postgresPort where a PostgreSQL is that keeps the state instead, with its tables made;
 *     only the newest server takes one
 * @param metricsPort where its metrics are; none takes a free port
 * @param storeErrors errors that the server is to give in place of its database's answers, as YAML:
 *     methods of its store of executions; only the newest server takes them
 */
record ServerSettings(
    Map<String, String> dynamicConfig,
    Optional<Path> database,
    OptionalInt postgresPort,
    OptionalInt metricsPort,
    Optional<String> storeErrors) {
  static final String DYNAMIC_CONFIG_VALUE = "--dynamic-config-value";
  static final String DATABASE = "--db-filename";
  static final String POSTGRES_PORT = "--postgres-port";
  static final String METRICS_PORT = "--metrics-port";
  static final String STORE_ERRORS = "--store-errors";

  /** Reads them as the dev server's own command line has them, in pairs of a flag and its value. */
  static ServerSettings of(String... arguments) {
    Map<String, String> dynamicConfig = new LinkedHashMap<>();
    Optional<Path> database = Optional.empty();
    OptionalInt postgresPort = OptionalInt.empty();
    OptionalInt metricsPort = OptionalInt.empty();
    Optional<String> storeErrors = Optional.empty();
    for (int i = 0; i < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case DYNAMIC_CONFIG_VALUE -> {
          int equals = value.indexOf('=');
          dynamicConfig.put(value.substring(0, equals), value.substring(equals + 1));
        }
        case DATABASE -> database = Optional.of(Path.of(value));
        case POSTGRES_PORT -> postgresPort = OptionalInt.of(Integer.parseInt(value));
        case METRICS_PORT -> metricsPort = OptionalInt.of(Integer.parseInt(value));
        case STORE_ERRORS -> storeErrors = Optional.of(value);
        default -> throw new AssertionError("No server of the tests knows " + arguments[i] + ".");
      }
    }
    return new ServerSettings(dynamicConfig, database, postgresPort, metricsPort, storeErrors);
  }
}
