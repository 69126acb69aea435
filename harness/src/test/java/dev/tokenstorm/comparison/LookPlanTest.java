package dev.tokenstorm.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookPlanTest {
  @ParameterizedTest
  @CsvSource({
    "5, ''",
    "6, 6 at 0.05",
    "10, 10 at 0.05",
    "12, 6 at 0.0294 12 at 0.0294",
    "16, 8 at 0.0294 16 at 0.0294",
    "18, 6 at 0.0221 12 at 0.0221 18 at 0.0221",
    "24, 6 at 0.0182 12 at 0.0182 18 at 0.0182 24 at 0.0182",
    "30, 8 at 0.0182 15 at 0.0182 23 at 0.0182 30 at 0.0182",
    "200, 50 at 0.0182 100 at 0.0182 150 at 0.0182 200 at 0.0182"
  })
  void looksAreFewEquallyFarApartAndEachHasItsPartOfTheLevel(int blocks, String looks) {
    String planned =
        LookPlan.of(blocks, 2).looks().stream()
            .map(look -> look.blocks() + " at " + look.level())
            .collect(Collectors.joining(" "));
    assertThat(planned).isEqualTo(looks);
  }

  @ParameterizedTest
  @CsvSource({"13, 2, 12", "7, 2, 6", "17, 3, 15", "17, 6, 12", "9, 5, 9", "30, 4, 28"})
  void eachSideIsTheFirstOfABlockEquallyOftenWhereThatLeavesEnough(
      int allowed, int sides, int blocks) {
    assertThat(LookPlan.of(allowed, sides).blocks()).isEqualTo(blocks);
  }

  @Test
  void noLookComesBeforeSixBlocksWhateverTheBudgetAndTheSides() {
    for (int sides = 2; sides <= 6; sides++) {
      for (int allowed = 0; allowed < 100; allowed++) {
        LookPlan plan = LookPlan.of(allowed, sides);
        List<Integer> blocks = plan.looks().stream().map(Look::blocks).toList();
        assertThat(plan.blocks()).isBetween(allowed - sides + 1, allowed);
        assertThat(blocks).hasSizeLessThanOrEqualTo(4).isSorted().doesNotHaveDuplicates();
        assertThat(blocks).allMatch(count -> count >= 6);
        if (allowed >= 6) {
          assertThat(blocks.get(blocks.size() - 1)).isEqualTo(plan.blocks());
        } else {
          assertThat(blocks).isEmpty();
        }
      }
    }
  }

  @Test
  void aLookIsTakenOnceItsBlocksCount() {
    LookPlan plan = LookPlan.of(12, 2);
    assertThat(plan.latest(5, false)).isEmpty();
    assertThat(plan.latest(6, false)).hasValue(new Look(1, 6, 0.0294));
    assertThat(plan.latest(11, false)).hasValue(new Look(1, 6, 0.0294));
    assertThat(plan.latest(12, false)).hasValue(new Look(2, 12, 0.0294));
  }

  @Test
  void whenTimeRunsOutTheNextLookIsTakenAtWhatIsThere() {
    LookPlan plan = LookPlan.of(12, 2);
    assertThat(plan.latest(5, true)).isEmpty();
    assertThat(plan.latest(6, true)).hasValue(new Look(1, 6, 0.0294));
    assertThat(plan.latest(10, true)).hasValue(new Look(2, 10, 0.0294));
    assertThat(plan.latest(12, true)).hasValue(new Look(2, 12, 0.0294));
  }

  @Test
  void noLookIsTakenBeyondThoseThatWerePlanned() {
    assertThat(LookPlan.of(6, 2).latest(9, true)).hasValue(new Look(1, 6, 0.05));
  }
}
