package dev.tokenstorm.bottleneck;

import static java.util.Map.entry;

import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which keys of a Temporal server's dynamic configuration raise a limit.
 *
 * <p>A limit is known by the cause and the scope of RESOURCE_EXHAUSTED. Keys and defaults are those
 * of {@code common/dynamicconfig/constants.go} of server 1.29.1; they are the same in 1.32.1, which
 * has {@code history.namespaceRPS} and {@code matching.namespaceRPS} beside them.
 */
final class ServerLimitAdvice {
  private static final String APPENDS =
      raise(key("matching.outstandingTaskAppendsThreshold", 250))
          + ", or let the database write faster";
  private static final String CACHE =
      raise(key("history.hostLevelCacheMaxSize", 128_000))
          + ", or look at the database, which may refuse work as well";
  private static final String WAITING_CALLS =
      raise(key("frontend.namespaceCount", 1_200), off("frontend.globalNamespaceCount"))
          + ", or lower --worker-pollers";

  /** What to change for a cause and scope, whichever service refuses. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "RPS_LIMIT NAMESPACE",
          raise(
                  key("frontend.namespaceRPS", 2_400),
                  key("frontend.namespaceBurstRatio", 2),
                  off("frontend.globalNamespaceRPS"))
              + "; a server of 1.32 also means history.rps (3,000 by default) or matching.rps"
              + " (1,200 by default), and --server-metrics URL tells which",
          "RPS_LIMIT SYSTEM",
          raise(
              key("frontend.rps", 2_400),
              off("frontend.globalRPS"),
              key("history.rps", 3_000),
              key("matching.rps", 1_200)),
          "CONCURRENT_LIMIT NAMESPACE",
          WAITING_CALLS,
          "PERSISTENCE_LIMIT SYSTEM",
          raise(
              key("history.persistenceMaxQPS", 9_000),
              key("matching.persistenceMaxQPS", 3_000),
              key("frontend.persistenceMaxQPS", 2_000),
              key("worker.persistenceMaxQPS", 500)),
          "PERSISTENCE_LIMIT NAMESPACE",
          raise(
              off("history.persistenceNamespaceMaxQPS"),
              off("history.persistencePerShardNamespaceMaxQPS"),
              off("matching.persistenceNamespaceMaxQPS"),
              off("frontend.persistenceNamespaceMaxQPS")),
          "SYSTEM_OVERLOADED NAMESPACE",
          APPENDS,
          "SYSTEM_OVERLOADED SYSTEM",
          CACHE,
          "BUSY_WORKFLOW NAMESPACE",
          "a workflow takes one change at a time, so lower --branches",
          "APS_LIMIT NAMESPACE",
          "the namespace's limit of actions per second is reached; ask for a higher one",
          "OPS_LIMIT NAMESPACE",
          "the namespace's limit of operations per second is reached; ask for a higher one");

  /**
   * What to change in the service that refuses. Since 1.32, history and matching hold each
   * namespace to their own limit per second as well, and to the limit of all without one.
   */
  private static final Map<String, String> BY_SERVICE =
      Map.ofEntries(
          entry(
              "frontend RPS_LIMIT NAMESPACE",
              raise(
                  key("frontend.namespaceRPS", 2_400),
                  key("frontend.namespaceBurstRatio", 2),
                  off("frontend.globalNamespaceRPS"))),
          entry(
              "frontend RPS_LIMIT SYSTEM",
              raise(key("frontend.rps", 2_400), off("frontend.globalRPS"))),
          entry("frontend CONCURRENT_LIMIT NAMESPACE", WAITING_CALLS),
          entry("history RPS_LIMIT SYSTEM", raise(key("history.rps", 3_000))),
          entry(
              "history RPS_LIMIT NAMESPACE",
              raise(key("history.rps", 3_000), off("history.namespaceRPS"))),
          entry("history CONCURRENT_LIMIT NAMESPACE", raise(key("history.maxInFlightUpdates", 10))),
          entry("history SYSTEM_OVERLOADED SYSTEM", CACHE),
          entry("matching RPS_LIMIT SYSTEM", raise(key("matching.rps", 1_200))),
          entry(
              "matching RPS_LIMIT NAMESPACE",
              raise(key("matching.rps", 1_200), off("matching.namespaceRPS"))),
          entry("matching SYSTEM_OVERLOADED NAMESPACE", APPENDS),
          entry(
              "frontend PERSISTENCE_LIMIT SYSTEM", raise(key("frontend.persistenceMaxQPS", 2_000))),
          entry("history PERSISTENCE_LIMIT SYSTEM", raise(key("history.persistenceMaxQPS", 9_000))),
          entry(
              "matching PERSISTENCE_LIMIT SYSTEM", raise(key("matching.persistenceMaxQPS", 3_000))),
          entry("worker PERSISTENCE_LIMIT SYSTEM", raise(key("worker.persistenceMaxQPS", 500))));

  private static final String BUSY_ACTIVITY =
      "a standalone activity takes one change at a time, and heartbeats (--heartbeat-interval) and"
          + " commands (--operate) come beside its completion";

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
   * Returns what to change for a workload, where that differs.
   *
   * @param cause as {@link #advice(String, String)} takes it
   * @param scope as {@link #advice(String, String)} takes it
   */
  static String advice(String cause, String scope, WorkloadKind workload) {
    return workload == WorkloadKind.STANDALONE && cause.equals("BUSY_WORKFLOW")
        ? BUSY_ACTIVITY
        : advice(cause, scope);
  }

  /**
   * Returns what to change in one service of the server, where the keys differ by service.
   *
   * @param cause as {@link #advice(String, String)} takes it
   * @param scope as {@link #advice(String, String)} takes it
   * @param service of the server, such as {@code history}
   */
  static String advice(String cause, String scope, String service) {
    return ofService(cause, scope, service).orElseGet(() -> advice(cause, scope));
  }

  /**
   * Returns what to change in one service; empty if that is the same in all services.
   *
   * @param cause as {@link #advice(String, String)} takes it
   * @param scope as {@link #advice(String, String)} takes it
   * @param service of the server, such as {@code history}
   */
  static Optional<String> ofService(String cause, String scope, String service) {
    String name = service.replaceFirst("^internal[-_]", "");
    return Optional.ofNullable(BY_SERVICE.get(name + " " + cause + " " + scope));
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
