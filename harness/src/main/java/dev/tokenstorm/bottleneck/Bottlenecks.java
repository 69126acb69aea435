package dev.tokenstorm.bottleneck;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what limited the throughput of a run. */
public final class Bottlenecks {
  private static final Comparator<Bottleneck> LIKELIEST_FIRST =
      Comparator.comparingDouble(Bottleneck::strength).reversed().thenComparing(Bottleneck::cause);

  private Bottlenecks() {}

  /**
   * Returns what limited a run, the most likely cause first. The list is never empty: when the
   * evidence does not tell, it holds {@link Cause#UNKNOWN}.
   *
   * @param shape of the executions that ran
   * @param server what the server's metrics showed during the run; empty if they were not read
   */
  public static List<Bottleneck> of(RunResult result, Shape shape, Optional<ServerSignals> server) {
    RunEvidence evidence = RunEvidence.of(result, shape, server);
    Explanations explain = new Explanations(evidence);
    Optional<Bottleneck> tooLarge = TooLarge.of(result);
    if (evidence.figures().completions() < CauseThreshold.FEWEST.value()) {
      return List.of(
          tooLarge.orElseGet(() -> new Bottleneck(Cause.UNKNOWN, 1, explain.tooLittle())));
    }
    List<Bottleneck> found = new ArrayList<>();
    tooLarge.ifPresent(found::add);
    found.addAll(refusals(evidence));
    Map<Cause, Double> shares = Attribution.of(evidence);
    shares.forEach(
        (cause, share) -> found.add(new Bottleneck(cause, atMostOne(share), explain.of(cause))));
    ServerInternals.persistenceLimit(server).ifPresent(found::add);
    double explained = found.stream().mapToDouble(Bottleneck::strength).sum();
    bound(evidence, explain, Math.max(0, 1 - explained)).ifPresent(found::add);
    // Findings within the server only say where it is slow, so their strength is bounded by the
    // share that its slowness explains.
    double slowness = shares.getOrDefault(Cause.SERVER_LATENCY, 0.0);
    server.ifPresent(signals -> found.addAll(ServerInternals.of(evidence, signals, slowness)));
    found.removeIf(each -> each.strength() < CauseThreshold.LISTED.value());
    found.sort(LIKELIEST_FIRST);
    double most = found.isEmpty() ? 0 : found.get(0).strength();
    if (most < CauseThreshold.SAID.value()) {
      found.add(0, new Bottleneck(Cause.UNKNOWN, 1 - most, explain.unknown()));
    }
    return List.copyOf(found);
  }

  /**
   * Returns what the server refused: clients, or its own services. What both were told is one
   * finding, the one of which more was refused.
   */
  private static List<Bottleneck> refusals(RunEvidence evidence) {
    Optional<Throttling> clients = Throttling.of(evidence);
    Optional<ServiceLimit> services = evidence.server().flatMap(ServiceLimit::of);
    boolean same =
        clients.isPresent()
            && services.isPresent()
            && services.get().is(clients.get().status().cause(), clients.get().status().scope());
    boolean inside = same && services.get().strength() > clients.get().strength();
    List<Bottleneck> found = new ArrayList<>();
    if (!inside) {
      clients.ifPresent(each -> found.add(each.finding(evidence)));
    }
    if (!same || inside) {
      services.ifPresent(each -> found.add(each.finding()));
    }
    return found;
  }

  /**
   * Returns the limit that the loop itself sets: in flight, or the arrival rate. It limits a run as
   * far as nothing else does. Empty for a release, which has no such limit.
   */
  private static Optional<Bottleneck> bound(
      RunEvidence evidence, Explanations explain, double rest) {
    if (evidence.released()) {
      return Optional.empty();
    }
    boolean open = evidence.result().facts().plan().load().arrivals() instanceof LoadPlan.OpenLoop;
    if (!open) {
      return Optional.of(new Bottleneck(Cause.IN_FLIGHT, rest, explain.of(Cause.IN_FLIGHT)));
    }
    double dropped =
        (double) evidence.figures().counts().dropped()
            / Math.max(1, evidence.figures().counts().intended());
    if (dropped > 0) {
      return Optional.of(
          new Bottleneck(Cause.IN_FLIGHT, atMostOne(dropped), explain.of(Cause.IN_FLIGHT)));
    }
    return ArrivalBalance.of(evidence).kept()
        ? Optional.of(new Bottleneck(Cause.ARRIVAL_RATE, rest, explain.of(Cause.ARRIVAL_RATE)))
        : Optional.empty();
  }

  private static double atMostOne(double strength) {
    return Math.min(1, strength);
  }
}
