package dev.tokenstorm.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SideOrderTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void everySideHasEveryPlaceEquallyOften(int sides) {
    SideOrder order = new SideOrder(7, sides);
    for (int square = 0; square < 20; square++) {
      Set<String> places = new HashSet<>();
      for (int block = square * sides; block < (square + 1) * sides; block++) {
        List<Integer> row = order.of(block);
        assertThat(row)
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sides).boxed().toList());
        for (int place = 0; place < sides; place++) {
          places.add(row.get(place) + " at " + place);
        }
      }
      assertThat(places).hasSize(sides * sides);
    }
  }

  /** Over one square if they are even in number, over two if they are odd. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void everySideFollowsEveryOtherEquallyOften(int sides) {
    SideOrder order = new SideOrder(11, sides);
    int blocks = sides % 2 == 0 ? sides : 2 * sides;
    for (int design = 0; design < 10; design++) {
      Map<String, Integer> neighbours = new TreeMap<>();
      for (int block = design * blocks; block < (design + 1) * blocks; block++) {
        List<Integer> row = order.of(block);
        for (int place = 1; place < sides; place++) {
          neighbours.merge(row.get(place - 1) + " then " + row.get(place), 1, Integer::sum);
        }
      }
      assertThat(neighbours).hasSize(sides * (sides - 1));
      assertThat(new HashSet<>(neighbours.values())).hasSize(1);
    }
  }

  @Test
  void theOrderFollowsFromTheSeed() {
    assertThat(orders(3)).isEqualTo(orders(3)).isNotEqualTo(orders(4));
  }

  /**
   * Which of two sides comes first in a pair of blocks is no pattern that a server could follow.
   */
  @Test
  void whichSideBeginsIsDrawn() {
    long begun =
        IntStream.range(0, 1_000)
            .filter(pair -> new SideOrder(5, 2).of(2 * pair).get(0) == 0)
            .count();
    assertThat(begun).isBetween(440L, 560L);
  }

  private static List<List<Integer>> orders(long seed) {
    return IntStream.range(0, 40).mapToObj(new SideOrder(seed, 4)::of).toList();
  }
}
