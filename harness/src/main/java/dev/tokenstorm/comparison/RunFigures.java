package dev.tokenstorm.comparison;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The figures of a run that are compared.
 *
 * @param values figures by name, in their units; one that the run does not have is absent
 * @param failed whether its ledger does not balance, or workflows ended as they must not
 */
public record RunFigures(Map<String, Double> values, boolean failed) {
  public RunFigures {
    values = Map.copyOf(values);
  }

  /** The figure of a name; empty where the run does not have it. */
  OptionalDouble figure(String name) {
    Double value = values.get(name);
    return value == null || !Double.isFinite(value)
        ? OptionalDouble.empty()
        : OptionalDouble.of(value);
  }

  /** The figure's logarithm; empty where there is none, because it is zero or absent. */
  OptionalDouble log(String name) {
    OptionalDouble value = figure(name);
    return value.isPresent() && value.getAsDouble() > 0
        ? OptionalDouble.of(Math.log(value.getAsDouble()))
        : OptionalDouble.empty();
  }
}
