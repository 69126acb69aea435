package dev.tokenstorm.bottleneck;


import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says which keys of a Temporal server's dynamic configuration raise a limit.
 *
 * <p>A limit is known by the cause and the scope of RESOURCE_EXHAUSTED. Keys and defaults are those
 * of {@code common/dynamicconfig/constants.go} of server 1.29.1; they are the same in 1.32.1.
 */
final class ServerLimitAdvice {
  private static final List<String> PERSISTENCE =
      List.of(
          key("history.persistenceMaxQPS", 9_000),
          key("matching.persistenceMaxQPS", 3_000),
          key("frontend.persistenceMaxQPS", 2_000));

  private static final Map<String, String> ADVICE =
      Map.of(
          "RPS_LIMIT NAMESPACE",
          raise(
              key("frontend.namespaceRPS", 2_400),
              key("frontend.namespaceBurstRatio", 2),
              off("frontend.globalNamespaceRPS")),
          "RPS_LIMIT SYSTEM",
          raise(
              key("frontend.rps", 2_400),
              off("frontend.globalRPS"),
              key("history.rps", 3_000),
              key("matching.rps", 1_200)),
          "CONCURRENT_LIMIT NAMESPACE",
          raise(key("frontend.namespaceCount", 1_200), off("frontend.globalNamespaceCount"))
              + ", or lower --worker-pollers",
          "PERSISTENCE_LIMIT SYSTEM",
          raise(PERSISTENCE.toArray(String[]::new)),
          "PERSISTENCE_LIMIT NAMESPACE",
          raise(
              off("history.persistenceNamespaceMaxQPS"),
              off("history.persistencePerShardNamespaceMaxQPS"),
              off("matching.persistenceNamespaceMaxQPS"),
              off("frontend.persistenceNamespaceMaxQPS")),
          "SYSTEM_OVERLOADED NAMESPACE",
          raise(key("matching.outstandingTaskAppendsThreshold", 250))
              + ", or let the database write faster",
          "SYSTEM_OVERLOADED SYSTEM",
          raise(key("history.hostLevelCacheMaxSize", 128_000))
              + ", or look at the database, which may refuse work as well",
          "BUSY_WORKFLOW NAMESPACE",
          "a workflow takes one change at a time, so lower --branches",
          "APS_LIMIT NAMESPACE",
          "the namespace's limit of actions per second is reached; ask for a higher one",
          "OPS_LIMIT NAMESPACE",
          "the namespace's limit of operations per second is reached; ask for a higher one");

  private static final String OTHERWISE =
      "the server does not say by which limit; its log and its metric"
          + " service_errors_resource_exhausted may";

  private ServerLimitAdvice() {}

  /**
   * Returns what to change, without a full stop.
   *
   * @param cause as the details of {@code RESOURCE_EXHAUSTED} name it, without prefix
   * @param scope as the same details name it, without prefix
   */
  static String advice(String cause, String scope) {
    return ADVICE.getOrDefault(cause + " " + scope, OTHERWISE);
  }

  /**
   * Returns what to change in one service of the server, where the keys differ by service.
   *
   * @param cause as {@link #advice(String, String)} takes it
   * @param scope as {@link #advice(String, String)} takes it
   * @param service of the server, such as {@code history}
   */
  static String advice(String cause, String scope, String service) {
    if (!cause.equals("PERSISTENCE_LIMIT") || !scope.equals("SYSTEM")) {
      return advice(cause, scope);
    }
    return PERSISTENCE.stream()
        .filter(key -> key.startsWith(service + "."))
        .findFirst()
        .map(ServerLimitAdvice::raise)
        .orElseGet(() -> advice(cause, scope));
  }

  /** Returns how to let a server accept a larger payload. */
  static String blobSize() {
    return raise("limit.blobSize.error (2 MiB by default)");
  }

  /** Returns how to let a server write more events in one transaction. */
  static String transactionSize() {
    return raise("system.transactionSizeLimit (4 MiB by default)");
  }

  private static String raise(String... keys) {
    List<String> all = new ArrayList<>(List.of(keys));
    String last = all.remove(all.size() - 1);
    return "raise "
        + (all.isEmpty() ? last : String.join(", ", all) + " or " + last)
        + " in the server's dynamic configuration";
  }

  private static String key(String name, long standard) {
    return name + " (" + Humanize.count(standard) + " by default)";
  }

  private static String off(String name) {
    return name + " (off by default)";
  }
}
