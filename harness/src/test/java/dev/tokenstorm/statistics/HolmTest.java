package dev.tokenstorm.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HolmTest {
  @Test
  void aSmallChanceIsComparedWithTheShareOfTheLevelThatIsLeft() {
    assertThat(Holm.rejected(new double[] {0.04, 0.01, 0.03, 0.005}, 0.05))
        .containsExactly(false, true, false, true);
  }

  @Test
  void whatComesAfterOneThatIsKeptIsKept() {
    assertThat(Holm.rejected(new double[] {0.03, 0.04, 0.045}, 0.05))
        .containsExactly(false, false, false);
  }

  @Test
  void aSingleHypothesisHasTheWholeLevel() {
    assertThat(Holm.rejected(new double[] {0.05}, 0.05)).containsExactly(true);
    assertThat(Holm.rejected(new double[] {0.051}, 0.05)).containsExactly(false);
    assertThat(Holm.rejected(new double[] {}, 0.05)).isEmpty();
  }

  @Test
  void theNextLevelIsThatOfTheSmallestChanceThatWasKept() {
    assertThat(Holm.nextLevel(new boolean[] {true, false, false}, 0.05)).isEqualTo(0.025);
    assertThat(Holm.nextLevel(new boolean[] {true, true}, 0.05)).isEqualTo(0.05, within(1e-12));
  }
}
