package dev.tokenstorm.comparison;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan of what is compared, and how; it is fixed before the first run counts.
 *
 * @param sides their names, two to six; the others are compared with the first
 * @param figures each of every other side
 * @param expectations of users, which then decide instead of the words
 * @param margin by which sides may differ that are the same: 0.05 for 5 %; above 0
 * @param blocks that there is time for; without blocks 0
 * @param seed of the order within blocks
 */
public record ComparisonPlan(
    List<String> sides,
    List<ComparedFigure> figures,
    List<SideExpectation> expectations,
    double margin,
    int blocks,
    long seed) {
  public ComparisonPlan {
    sides = List.copyOf(sides);
    if (sides.size() < 2 || sides.size() > ComparisonThreshold.MOST_SIDES.whole()) {
      throw new IllegalArgumentException("sides: " + sides);
    }
    if (!(margin > 0)) {
      throw new IllegalArgumentException("margin: " + margin);
    }
    figures = List.copyOf(figures);
    expectations = List.copyOf(expectations);
  }

  /** When to look, and how many blocks to run. */
  public LookPlan looks() {
    return LookPlan.of(blocks, sides.size());
  }

  /** In what order the sides of each block run. */
  public SideOrder order() {
    return new SideOrder(seed, sides.size());
  }

  /** The names of all figures that runs must tell. */
  public Set<String> figureNames() {
    Set<String> names = new LinkedHashSet<>();
    figures.forEach(figure -> names.add(figure.name()));
    expectations.forEach(expectation -> names.add(expectation.figure().name()));
    return names;
  }

  /** Where a side stands among the names. */
  int index(String side) {
    return sides.indexOf(side);
  }
}
