package dev.tokenstorm.comparison;

import dev.tokenstorm.statistics.SplitMix64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In what order the sides of each block run, which follows from a seed.
 *
 * <p>As many blocks in a row as there are sides make a square: in it each side has each place once,
 * so none is first more often. Each side also follows each other one equally often, within one
 * square if the sides are even in number, within two if they are odd (Williams: Experimental
 * Designs Balanced for the Estimation of Residual Effects of Treatments, Australian Journal of
 * Scientific Research A 2, 1949). Which side is which, and which row comes first, is drawn anew for
 * each square.
 *
 * @param sides how many there are
 */
public record SideOrder(long seed, int sides) {

  /**
   * The sides of a block in the order in which they run.
   *
   * @param block its number, from 0; blocks that are left out have one too
   * @return indexes of sides
   */
  public List<Integer> of(int block) {
    int square = block / sides;
    boolean mirrored = sides % 2 == 1 && square % 2 == 1;
    int[] labels = shuffled(2L * (mirrored ? square - 1 : square));
    int row = shuffled(2L * square + 1)[block % sides];
    return IntStream.range(0, sides)
        .map(place -> mirrored ? sides - 1 - place : place)
        .mapToObj(place -> labels[(zigzag(place) + row) % sides])
        .toList();
  }

  /** 0, 1, n - 1, 2, n - 2 and so on: its steps are all different. */
  private int zigzag(int place) {
    return place % 2 == 1 ? (place + 1) / 2 : (sides - place / 2) % sides;
  }

  /** All sides in an order that is drawn (Fisher and Yates). */
  private int[] shuffled(long draw) {
    int[] order = IntStream.range(0, sides).toArray();
    for (int last = sides - 1; last > 0; last--) {
      int other = (int) (SplitMix64.uniform(seed, draw * sides + last) * (last + 1));
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
