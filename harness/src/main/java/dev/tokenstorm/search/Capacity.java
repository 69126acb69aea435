package dev.tokenstorm.search;

import dev.tokenstorm.result.Bottleneck;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The highest rate at which all held, and for long if there was time for that.
 *
 * @param rate in workflows per second; empty if none held
 * @param confirmedSeconds for how long it was held at the end; empty if there was no time to
 * @param breaking the lowest rate at which not all held; empty if all did
 * @param broke what did not hold there, one sentence each
 * @param bottleneck what most likely kept the server, or us, from more there
 * @param own what of the harness may have broken that rate; empty if the server did
 * @param unconfirmed rates that did not hold for long, in the order of their trials
 */
public record Capacity(
    OptionalDouble rate,
    OptionalDouble confirmedSeconds,
    OptionalDouble breaking,
    List<String> broke,
    Optional<Bottleneck> bottleneck,
    Optional<OwnLimit> own,
    List<Double> unconfirmed)
    implements SearchAnswer {
  public Capacity {
    broke = List.copyOf(broke);
    unconfirmed = List.copyOf(unconfirmed);
  }

  /** What runs show; empty if none at a rate has ended. */
  static Optional<Capacity> of(List<Trial> all, PoolSize pool) {
    List<Trial> trials = pool.answering(all);
    Rates rates = Rates.of(trials);
    if (rates.all().isEmpty()) {
      return Optional.empty();
    }
    Optional<Double> undecided = rates.undecidedForLong();
    Optional<Double> holding = rates.confirmed().or(rates::highestHolding).or(() -> undecided);
    Optional<Double> breaking = rates.lowestBreaking();
    Optional<Trial> last =
        trials.stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP)
            .filter(trial -> breaking.isPresent() && trial.value() == breaking.get())
            .filter(trial -> trial.standing().weight() < 0)
            .reduce((one, other) -> other);
    return Optional.of(
        new Capacity(
            optional(holding),
            trials.stream()
                .filter(trial -> trial.role() == Step.Role.CONFIRMATION)
                .filter(
                    trial -> rates.confirmed().filter(rate -> rate == trial.value()).isPresent())
                .filter(trial -> trial.standing().weight() > 0)
                .mapToDouble(trial -> trial.measured().seconds())
                .max(),
            optional(breaking),
            last.map(Trial::faults).orElse(List.of()),
            last.flatMap(trial -> pool.bottleneck(trial, all)),
            OwnLimit.of(last, pool, all),
            trials.stream()
                .filter(trial -> trial.role() == Step.Role.CONFIRMATION)
                .filter(trial -> trial.standing().weight() < 0)
                .map(Trial::value)
                .filter(
                    rate ->
                        rate >= breaking.orElse(Double.POSITIVE_INFINITY)
                            || undecided.filter(rate::equals).isPresent())
                .distinct()
                .toList()));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }
}
