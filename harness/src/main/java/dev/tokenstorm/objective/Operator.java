package dev.tokenstorm.objective;

import java.util.Arrays;
import java.util.Optional;

/** The comparison of a figure with a bound. */
public enum Operator {
  BELOW("<"),
  AT_MOST("<="),
  ABOVE(">"),
  AT_LEAST(">="),
  EQUAL("=="),
  UNEQUAL("!=");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /** As objectives write it. */
  public String sign() {
    return sign;
  }

  /** Whether a figure compares so with a bound. */
  public boolean holds(double figure, double bound) {
    return switch (this) {
      case BELOW -> figure < bound;
      case AT_MOST -> figure <= bound;
      case ABOVE -> figure > bound;
      case AT_LEAST -> figure >= bound;
      case EQUAL -> figure == bound;
      case UNEQUAL -> figure != bound;
    };
  }

  static Optional<Operator> of(String sign) {
    return Arrays.stream(values()).filter(comparison -> comparison.sign.equals(sign)).findFirst();
  }
}
