package dev.tokenstorm.bottleneck;

import dev.tokenstorm.bottleneck.ServerSignals.Limit;
import dev.tokenstorm.bottleneck.ServiceCalls.Refusal;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A limit by which one service of the server refuses calls of another. Only the server's metrics
 * show it: a service that is refused asks again later, and clients see slowness.
 *
 * <p>The frontend refuses clients alone, and they see that themselves. A refusal of another service
 * that reaches a client is counted by the frontend as well.
 *
 * @param refusal with the largest share of its calls
 * @param refused calls
 * @param calls of the same method of the same service in all
 */
record ServiceLimit(Refusal refusal, double refused, double calls) {
  private static final String FRONTEND = "frontend";

  /** Share of the frontend's refusals from which its own explain what clients were told. */
  private static final double OWN_SHARE = 0.5;

  /**
   * Causes that are limits of a service. A database's limit is a finding of its own, and a busy
   * workflow is what a slow server looks like.
   */
  private static final Set<String> CAUSES =
      Set.of("RPS_LIMIT", "CONCURRENT_LIMIT", "SYSTEM_OVERLOADED");

  /** Returns the limit that refused the largest share of some method's calls. */
  static Optional<ServiceLimit> of(ServerSignals signals) {
    ServiceCalls calls = signals.calls();
    return calls.refused().entrySet().stream()
        .filter(entry -> CAUSES.contains(entry.getKey().limit().cause()))
        .filter(entry -> !isFrontend(entry.getKey().limit()))
        .map(
            entry ->
                new ServiceLimit(
                    entry.getKey(),
                    entry.getValue(),
                    // A server whose page does not tell its calls has refused at least so many.
                    Math.max(
                        entry.getValue(), calls.taken().getOrDefault(entry.getKey().call(), 0.0))))
        .filter(limit -> limit.calls() >= CauseThreshold.FEWEST.value())
        .max(
            Comparator.comparingDouble(ServiceLimit::ratio)
                .thenComparingDouble(ServiceLimit::refused));
  }

  /**
   * Returns the service that refused calls for a cause and scope which clients were told. The
   * frontend only passes on what another service has refused. Both counts are read at different
   * moments, so they differ a little; most of the frontend's refusals must be its own.
   */
  static Optional<String> serviceOf(ServerSignals signals, String cause, String scope) {
    Map<Refusal, Double> refused = signals.calls().refused();
    Optional<Map.Entry<Refusal, Double>> inner =
        refused.entrySet().stream()
            .filter(entry -> is(entry.getKey().limit(), cause, scope))
            .filter(entry -> !isFrontend(entry.getKey().limit()))
            .max(Map.Entry.comparingByValue());
    double ofFrontend = refusedBy(refused, cause, scope, /* frontend= */ true);
    double ofOthers = refusedBy(refused, cause, scope, /* frontend= */ false);
    return ofFrontend - ofOthers > OWN_SHARE * ofFrontend
        ? Optional.of(FRONTEND)
        : inner.map(entry -> entry.getKey().limit().service());
  }

  private static double refusedBy(
      Map<Refusal, Double> refused, String cause, String scope, boolean frontend) {
    return refused.entrySet().stream()
        .filter(entry -> is(entry.getKey().limit(), cause, scope))
        .filter(entry -> isFrontend(entry.getKey().limit()) == frontend)
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean is(Limit limit, String cause, String scope) {
    return limit.cause().equals(cause) && limit.scope().equals(scope);
  }

  /** An internal frontend serves the server's own workers. */
  private static boolean isFrontend(Limit limit) {
    return limit.service().endsWith(FRONTEND);
  }

  private double ratio() {
    return refused / calls;
  }

  /** Returns whether clients were told of the same limit. */
  boolean is(String cause, String scope) {
    return is(refusal.limit(), cause, scope);
  }

  double strength() {
    return Math.min(1, ratio() / CauseThreshold.REFUSED.value());
  }

  Bottleneck finding() {
    Limit limit = refusal.limit();
    return new Bottleneck(
        Cause.SERVICE_LIMIT,
        strength(),
        "The server's %s service refused %s of %s %s calls (%s, service_errors_resource_exhausted; cause %s, scope %s), which clients see as slowness: %s."
            .formatted(
                Printable.escaped(limit.service()),
                Humanize.count((long) refused),
                Humanize.count((long) calls),
                Printable.escaped(refusal.operation()),
                Humanize.percent(ratio()),
                Printable.escaped(limit.cause()),
                Printable.escaped(limit.scope()),
                ServerLimitAdvice.advice(limit.cause(), limit.scope(), limit.service())));
  }
}
