package dev.tokenstorm.bottleneck;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what bound a run. */
public final class Bottlenecks {
  private static final Comparator<Bottleneck> LIKELIEST_FIRST =
      Comparator.comparingDouble(Bottleneck::strength).reversed().thenComparing(Bottleneck::cause);

  private Bottlenecks() {}

  /**
   * What bound a run, most likely first. There is always something: what cannot be told from the
   * evidence is {@link Cause#UNKNOWN}.
   *
   * @param server what the server told of itself meanwhile; empty if it was not asked
   */
  public static List<Bottleneck> of(RunResult result, Optional<ServerSignals> server) {
    Scene scene = Scene.of(result, server);
    Explanations explain = new Explanations(scene);
    Optional<Bottleneck> tooLarge = TooLarge.of(result);
    if (scene.figures().completions() < Threshold.FEWEST.value()) {
      return List.of(
          tooLarge.orElseGet(() -> new Bottleneck(Cause.UNKNOWN, 1, explain.tooLittle())));
    }
    List<Bottleneck> found = new ArrayList<>();
    tooLarge.ifPresent(found::add);
    Throttling.of(scene).ifPresent(found::add);
    Map<Cause, Double> shares = Attribution.of(scene);
    shares.forEach(
        (cause, share) -> found.add(new Bottleneck(cause, atMostOne(share), explain.of(cause))));
    ServerInside.persistenceLimit(server).ifPresent(found::add);
    double explained = found.stream().mapToDouble(Bottleneck::strength).sum();
    bound(scene, explain, Math.max(0, 1 - explained)).ifPresent(found::add);
    // Where within the server it is slow explains nothing that its slowness does not.
    double slowness = shares.getOrDefault(Cause.SERVER_LATENCY, 0.0);
    server.ifPresent(signals -> found.addAll(ServerInside.of(scene, signals, slowness)));
    found.removeIf(each -> each.strength() < Threshold.LISTED.value());
    found.sort(LIKELIEST_FIRST);
    double most = found.isEmpty() ? 0 : found.get(0).strength();
    if (most < Threshold.SAID.value()) {
      found.add(0, new Bottleneck(Cause.UNKNOWN, 1 - most, explain.unknown()));
    }
    return List.copyOf(found);
  }

  /** What a loop itself allows, which binds it as far as nothing else does; no release is one. */
  private static Optional<Bottleneck> bound(Scene scene, Explanations explain, double rest) {
    if (scene.released()) {
      return Optional.empty();
    }
    boolean open = scene.result().facts().plan().load().arrivals() instanceof LoadPlan.OpenLoop;
    if (!open) {
      return Optional.of(new Bottleneck(Cause.IN_FLIGHT, rest, explain.of(Cause.IN_FLIGHT)));
    }
    double dropped =
        (double) scene.figures().counts().dropped()
            / Math.max(1, scene.figures().counts().intended());
    if (dropped > 0) {
      return Optional.of(
          new Bottleneck(Cause.IN_FLIGHT, atMostOne(dropped), explain.of(Cause.IN_FLIGHT)));
    }
    return Pace.of(scene).kept()
        ? Optional.of(new Bottleneck(Cause.ARRIVAL_RATE, rest, explain.of(Cause.ARRIVAL_RATE)))
        : Optional.empty();
  }

  private static double atMostOne(double strength) {
    return Math.min(1, strength);
  }
}
