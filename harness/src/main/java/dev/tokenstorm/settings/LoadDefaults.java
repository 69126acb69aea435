package dev.tokenstorm.settings;

import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The defaults of load: how many workflows start, and how many may be open at one time. */
final class LoadDefaults {
  /** Clients that wait for results: few of the polls that a server lets wait. */
  private static final int AWAITED = 100;

  /** Most clients: a server with default limits lets 1,200 polls of a method wait. */
  static final int MOST_AWAITED = 1_000;

  static final long WORKFLOWS = 2_000;

  private static final int OPEN_LOOP_IN_FLIGHT = 1_000;
  private static final int OPEN_LOOP_SECONDS = 60;
  private static final int MOST_IN_FLIGHT = 1_000_000;

  private LoadDefaults() {}

  /**
   * Workflows of the measured phase.
   *
   * @throws UsageException when nothing says when to stop, or there would be none
   */
  static long workflows(Settings settings) {
    if (shape(settings).isPresent()) {
      throw new UsageException(
          settings.label(LoadSettings.RATE)
              + " needs --workflows or --duration, which say when to stop.");
    }
    if (!bursts(settings).isEmpty()) {
      return measuredBursts(settings);
    }
    long parked = parkedWorkflows(settings);
    return parked > 0 ? parked : WORKFLOWS;
  }

  private static long measuredBursts(Settings settings) {
    Duration warmup = settings.get(LoadSettings.WARMUP);
    long workflows =
        bursts(settings).stream()
            .filter(burst -> burst.at().compareTo(warmup) >= 0)
            .mapToLong(Burst::workflows)
            .sum();
    if (workflows == 0) {
      throw new UsageException(
          settings.label(LoadSettings.WARMUP)
              + " must end before the last burst of "
              + settings.label(LoadSettings.BURST)
              + ", or there is nothing to measure.");
    }
    return workflows;
  }

  /** The workflows always open of a closed loop, and the bound of an open one. */
  static InFlight inFlight(Settings settings) {
    Optional<LoadShape> shape = shape(settings);
    List<Burst> bursts = bursts(settings);
    long parked = parkedWorkflows(settings);
    if (shape.isEmpty() && bursts.isEmpty()) {
      return InFlight.constant(
          parked > 0 ? (int) Math.min(MOST_IN_FLIGHT, parked) : LoadPlan.DEFAULT_IN_FLIGHT);
    }
    double arrivals =
        Math.ceil(OPEN_LOOP_SECONDS * shape.orElse(LoadShape.NONE).peakPerSecond())
            + bursts.stream().mapToLong(Burst::workflows).sum()
            + parked;
    return InFlight.constant(
        (int) Math.min(MOST_IN_FLIGHT, Math.max(OPEN_LOOP_IN_FLIGHT, arrivals)));
  }

  static String awaitedInWords() {
    return "0; " + AWAITED + " with --workload standalone, but 0 in tune, capacity and compare";
  }

  /** How many clients wait for results. */
  static int awaited(Settings settings) {
    return StandaloneLimits.standalone(settings) ? AWAITED : 0;
  }

  /** How many workflows have as many tokens pending as are to be parked; 0 for none to be. */
  static long parkedWorkflows(Settings settings) {
    long tokens = settings.find(CompletionSettings.PARK).orElse(0L);
    int branches = settings.get(GreetingSettings.BRANCHES);
    return (tokens + branches - 1) / branches;
  }

  /** The arrival rate of an open loop; empty when there is none, or bursts alone. */
  static Optional<LoadShape> shape(Settings settings) {
    return settings
        .find(LoadSettings.STAGES)
        .or(() -> settings.find(LoadSettings.RATE).map(LoadShape::steady));
  }

  static List<Burst> bursts(Settings settings) {
    return settings.find(LoadSettings.BURST).orElse(List.of());
  }
}
