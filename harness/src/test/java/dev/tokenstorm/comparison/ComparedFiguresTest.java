package dev.tokenstorm.comparison;

import static dev.tokenstorm.comparison.ComputedRuns.figure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.PartFigure;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparedFiguresTest {
  @Test
  void aClosedLoopIsJudgedByWhatItDoesAndWhatThatCosts() {
    assertThat(judged(false, List.of()))
        .containsExactly("completions.rate", "generator.cpu-per-greeting");
  }

  @Test
  void anOpenLoopIsJudgedByHowLongItTakes() {
    assertThat(judged(true, List.of())).containsExactly("workflow.p50", "workflow.p99");
  }

  @Test
  void whatAUserNamesIsJudgedTooAndOnce() {
    assertThat(
            judged(
                true,
                List.of(
                    figure("drain:completions.rate"),
                    figure("workflow.p99"),
                    figure("completion.p99"))))
        .containsExactly(
            "workflow.p50", "workflow.p99", "drain:completions.rate", "completion.p99");
  }

  @Test
  void allOthersAreShown() {
    List<ComparedFigure> figures = ComparedFigures.of(false, List.of());
    assertThat(figures).hasSize(FigureTable.all().size());
    assertThat(figures).extracting(ComparedFigure::name).doesNotHaveDuplicates();
  }

  private static List<String> judged(boolean openLoop, List<PartFigure> also) {
    return ComparedFigures.of(openLoop, also).stream()
        .filter(ComparedFigure::judged)
        .map(ComparedFigure::name)
        .toList();
  }
}
