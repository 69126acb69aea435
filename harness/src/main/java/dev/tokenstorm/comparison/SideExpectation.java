package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.Operator;
import dev.tokenstorm.objective.PartFigure;
import java.math.BigDecimal;

/**
 * A user's expectation of a side's figure: {@code b.completions.rate > 1.2 * a}.
 *
 * @param operator one of {@code <}, {@code <=}, {@code >} and {@code >=}
 * @param factor of the other side's figure; above 0
 * @param against the other side
 */
public record SideExpectation(
    String side, PartFigure figure, Operator operator, double factor, String against) {

  /** As {@link SideExpectationNotation} reads it. */
  @Override
  public String toString() {
    String share = BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
    String other = factor == 1 ? against : share + " * " + against;
    return side + "." + figure.name() + " " + operator.sign() + " " + other;
  }

  /** Whether it asks for more than a bound, not for less. */
  boolean asksForMore() {
    return operator == Operator.ABOVE || operator == Operator.AT_LEAST;
  }
}
