package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A plan of when a comparison looks at its blocks, fixed before the first one counts.
 *
 * <p>Who looks after every block, and stops once a difference shows, finds one where there is none.
 * So looks are few and equally far apart, and each has a smaller level. Together they keep to 5 %
 * (Pocock: Group Sequential Methods in the Design and Analysis of Clinical Trials, Biometrika 64,
 * 1977). A look that comes earlier than planned, because time ran out, only makes that chance
 * smaller: its blocks have more in common with those of the look before.
 *
 * @param looks in order; empty when there is no time for as many blocks as the first one needs
 * @param blocks that count if the comparison runs to its end
 */
public record LookPlan(List<Look> looks, int blocks) {
  public LookPlan {
    looks = List.copyOf(looks);
  }

  /**
   * Plans the looks. The last block is a multiple of the number of sides where that leaves enough,
   * so that each side is the first of a block equally often.
   *
   * @param allowed blocks that there is time for, at least 0
   * @param sides at least 2
   */
  public static LookPlan of(int allowed, int sides) {
    int first = ComparisonThreshold.FIRST_LOOK.whole();
    int whole = allowed - allowed % sides;
    int blocks = whole >= first ? whole : allowed;
    int count = Math.min(ComparisonThreshold.MOST_LOOKS.whole(), blocks / first);
    List<Look> looks =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                number ->
                    new Look(number, (number * blocks + count - 1) / count, level(count).value()))
            .toList();
    return new LookPlan(looks, blocks);
  }

  private static ComparisonThreshold level(int looks) {
    return switch (looks) {
      case 1 -> ComparisonThreshold.LEVEL;
      case 2 -> ComparisonThreshold.LEVEL_OF_TWO;
      case 3 -> ComparisonThreshold.LEVEL_OF_THREE;
      case 4 -> ComparisonThreshold.LEVEL_OF_FOUR;
      default -> throw new IllegalArgumentException("no level for " + looks + " looks");
    };
  }

  /**
   * The latest look that was taken.
   *
   * @param counted blocks that count so far
   * @param over whether no further block will come, so that the next look is taken now
   */
  Optional<Look> latest(int counted, boolean over) {
    int taken = (int) looks.stream().filter(look -> look.blocks() <= counted).count();
    boolean more = taken == 0 || looks.get(taken - 1).blocks() < counted;
    boolean enough = counted >= ComparisonThreshold.FIRST_LOOK.whole();
    if (over && more && enough && taken < looks.size()) {
      return Optional.of(new Look(taken + 1, counted, looks.get(taken).level()));
    }
    return taken == 0 ? Optional.empty() : Optional.of(looks.get(taken - 1));
  }
}
