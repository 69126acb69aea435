package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.SizeLimit;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Calls that the server refused because of a limit. Every method counts, polls included.
 *
 * <p>A refusal is the server's own statement. It costs a back-off that is far longer than the call;
 * so a small share of refusals explains a lot.
 *
 * @param status the refusal with the largest share of its method's attempts
 * @param refused attempts that ended in this refusal
 * @param attempts of the method in all
 */
record Throttling(RpcStatus status, long refused, long attempts) {
  private static final String EXHAUSTED = "RESOURCE_EXHAUSTED";

  static Optional<Throttling> of(RunEvidence evidence) {
    Map<RpcStatus, Long> rpc = evidence.result().rpc();
    return rpc.entrySet().stream()
        .filter(entry -> entry.getKey().code().equals(EXHAUSTED))
        .filter(entry -> SizeLimit.of(entry.getKey()).isEmpty())
        // Calls of the audit, and of clients that wait for results, delay no execution.
        .filter(entry -> entry.getKey().isOfLoad())
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> of(entry.getKey(), entry.getValue(), rpc))
        // A method that is called only a few times, as when a worker stops, is no part of the load.
        .filter(each -> each.attempts() >= CauseThreshold.FEWEST.value())
        .max(Comparator.comparingDouble(Throttling::ratio));
  }

  Bottleneck finding(RunEvidence evidence) {
    return new Bottleneck(Cause.THROTTLING, strength(), sentence(evidence));
  }

  double strength() {
    return Math.min(1, ratio() / CauseThreshold.REFUSED.value());
  }

  private static Throttling of(RpcStatus status, long refused, Map<RpcStatus, Long> rpc) {
    long attempts =
        rpc.entrySet().stream()
            .filter(entry -> entry.getKey().method().equals(status.method()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new Throttling(status, refused, attempts);
  }

  private double ratio() {
    return (double) refused / attempts;
  }

  private String sentence(RunEvidence evidence) {
    RunFacts facts = evidence.result().facts();
    Optional<String> service =
        evidence
            .server()
            .flatMap(signals -> ServiceLimit.serviceOf(signals, status.cause(), status.scope()));
    return "The server refused %s of %s (%s, %s): %s."
        .formatted(
            Humanize.count(refused),
            Humanize.count(attempts, status.method() + " call"),
            Humanize.percent(ratio()),
            why() + service.map(name -> ", service " + Printable.escaped(name)).orElse(""),
            facts.target().kind().equals(TargetInfo.NULL)
                ? "raise limit= of the null front end, or ask for less"
                : service
                    .flatMap(
                        name -> ServerLimitAdvice.ofService(status.cause(), status.scope(), name))
                    .orElseGet(
                        () ->
                            ServerLimitAdvice.advice(
                                status.cause(), status.scope(), facts.plan().workload())));
  }

  private String why() {
    return status.cause().isEmpty()
        ? EXHAUSTED + " without a cause"
        : "cause " + status.cause() + ", scope " + status.scope();
  }
}
