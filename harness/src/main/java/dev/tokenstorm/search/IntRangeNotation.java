package dev.tokenstorm.search;

import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Quantity;

/** Ranges {@code 1..512}; a number alone is a range of its own. */
final class IntRangeNotation implements Notation<IntRange> {
  private static final String DEMAND = "must be a range such as 1..512, the smaller number first";

  private final Notation<?> numbers;

  /**
   * @param numbers what both ends have to be, and each as a whole number
   */
  IntRangeNotation(Notation<?> numbers) {
    this.numbers = numbers;
  }

  @Override
  public IntRange parse(String text) throws Misfit {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length > 2) {
      throw new Misfit(DEMAND);
    }
    IntRange range = new IntRange(number(ends[0]), number(ends[ends.length - 1]));
    if (range.from() > range.to()) {
      throw new Misfit(DEMAND);
    }
    return range;
  }

  @Override
  public String print(IntRange value) {
    return value.toString();
  }

  private int number(String text) throws Misfit {
    String stripped = text.strip();
    if (Quantity.of(stripped).isEmpty()) {
      throw new Misfit(DEMAND);
    }
    Object parsed = numbers.parse(stripped);
    return parsed instanceof InFlight inFlight ? inFlight.most() : ((Number) parsed).intValue();
  }
}
