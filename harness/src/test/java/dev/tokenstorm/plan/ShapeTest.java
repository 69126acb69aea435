package dev.tokenstorm.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.settings.TestPlans;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void anActivityIsNumberedBranchByBranchAndStepByStep() {
    Shape shape = TestPlans.plan("branches", "3", "steps", "2").shape();
    assertThat(shape.activities()).isEqualTo(6);
    assertThat(shape.place(0)).isEqualTo("0.0");
    assertThat(shape.place(3)).isEqualTo("1.1");
    assertThat(shape.place(4)).isEqualTo("2.0");
    assertThat(shape.first(4)).isTrue();
    assertThat(shape.first(3)).isFalse();
  }

  @Test
  void aGreetingsLastTokenDoesNotCloseIt() {
    assertThat(TestPlans.plan("branches", "1", "steps", "1").shape().closesWithLastToken())
        .isFalse();
  }
}
