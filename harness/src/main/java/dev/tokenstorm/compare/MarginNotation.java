package dev.tokenstorm.compare;

import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.text.Notation;
import java.util.OptionalDouble;

/** A share above 0 and at most 1, such as {@code 5%}. */
final class MarginNotation implements Notation<Double> {

  @Override
  public Double parse(String text) throws Misfit {
    OptionalDouble share = Unit.RATIO.parse(text);
    if (share.isEmpty()) {
      throw new Misfit("must be " + Unit.RATIO.example());
    }
    double margin = share.getAsDouble();
    if (!(margin > 0 && margin <= 1)) {
      throw new Misfit("must be above 0 and at most 100%");
    }
    return margin;
  }

  @Override
  public String print(Double value) {
    return Unit.RATIO.print(value);
  }
}
