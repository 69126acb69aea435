package dev.tokenstorm.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.result.CellReport.Fate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OddCellsTest {
  private static CellReport cell(String name, double rate, double lag, double cores) {
    return new CellReport(
        name,
        Fate.ENDED,
        Duration.ofMillis(500),
        100,
        rate,
        OptionalDouble.of(lag),
        cores,
        List.of());
  }

  private static List<String> order(CellReport... cells) {
    return OddCells.first(List.of(cells)).stream().map(CellReport::name).toList();
  }

  @Test
  void the_cell_that_differs_most_comes_first_whatever_the_figure() {
    assertThat(
            order(
                cell("c0", 100, 0.001, 1.0),
                cell("c1", 101, 0.001, 1.1),
                cell("c2", 100, 0.040, 1.0),
                cell("c3", 60, 0.001, 1.0)))
        .startsWith("c2", "c3");
  }

  @Test
  void cells_that_are_alike_stay_in_their_order() {
    assertThat(order(cell("c0", 100, 0, 1), cell("c1", 100, 0, 1), cell("c2", 100, 0, 1)))
        .containsExactly("c0", "c1", "c2");
    assertThat(order(cell("c0", 100, 0, 1))).containsExactly("c0");
  }

  @Test
  void a_lost_cell_comes_before_all_others() {
    CellReport lost =
        new CellReport(
            "c3", Fate.LOST, Duration.ZERO, 1, 100, OptionalDouble.empty(), 1, List.of());

    assertThat(order(cell("c0", 100, 0, 1), cell("c1", 10, 0, 1), cell("c2", 99, 0, 1), lost))
        .startsWith("c3", "c1");
  }
}
