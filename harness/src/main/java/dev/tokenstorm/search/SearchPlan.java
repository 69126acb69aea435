package dev.tokenstorm.search;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.WorkloadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search over many runs. Immutable and validated.
 *
 * @param aim what it looks for
 * @param identity names the search; its seed drives the order of its runs, and theirs
 * @param directory the results' folder; it does not exist yet unless the search goes on there
 * @param budget how long it may take
 * @param warmup of each run, if the user gave one
 * @param length of each run's measured phase, if the user gave one
 * @param points what the runs have in common
 * @param given what the user gave, by name: what a search that goes on must not change
 */
public record SearchPlan(
    Aim aim,
    RunIdentity identity,
    Path directory,
    Duration budget,
    Optional<Duration> warmup,
    Optional<Duration> length,
    TrialPlanFactory points,
    Map<String, List<String>> given) {
  public SearchPlan {
    given = Map.copyOf(given);
  }

  /** What its runs start. */
  public WorkloadKind workload() {
    return points.workload();
  }

  /** What a search looks for. */
  public sealed interface Aim {
    /** The command's name. */
    String command();
  }

  /** The smallest value that reaches the best throughput. */
  public record Tune(TunedSetting varied) implements Aim {
    @Override
    public String command() {
      return "tune";
    }
  }

  /**
   * The highest arrival rate at which all objectives hold.
   *
   * @param confirm how long it has to hold at the end
   */
  public record Capacity(Duration confirm) implements Aim {
    @Override
    public String command() {
      return "capacity";
    }
  }
}
