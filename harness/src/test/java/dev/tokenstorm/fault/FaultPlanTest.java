package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.text.Notation.Misfit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultPlanTest {

  /** A plan of these faults. */
  static FaultPlan of(String... texts) throws Misfit {
    FaultNotation notation = new FaultNotation();
    List<TimedFault> faults = new ArrayList<>();
    for (String text : texts) {
      faults.add(notation.parse(text));
    }
    return FaultPlan.of(faults);
  }

  @Test
  void faultsAreNumberedInTheOrderInWhichTheyBegin() throws Misfit {
    assertThat(of("60s: stall 1s", "30s: cut 5s", "60s: reset 10%").faults())
        .extracting(fault -> fault.number() + " " + fault.text())
        .containsExactly("1 30s: cut 5s", "2 1m: stall 1s", "3 1m: reset 10%");
  }

  @ParameterizedTest
  @CsvSource({
    "30s: cut 5s, 32s: cut 1s, true",
    "30s: cut 5s, 30s: cut 5s, true",
    "30s: cut 5s, 35s: cut 5s, false",
    "30s: cut 5s, 31s: stall 5s, false",
    "30s: reset 10%, 30s: reset 20%, true",
    "30s: reset 10%, 31s: reset 10%, false",
    "30s: exec a for 5s, 31s: exec a for 5s, true",
    "30s: exec a for 5s, 31s: exec b for 5s, false",
    "30s: blackhole 5s, 31s: blackhole-replies 5s, false",
    "30s: lose-replies 1% for 5s, 31s: lose-replies 1% of PollActivityTaskQueue for 5s, true"
  })
  void faultsOfOneKindMayFollowEachOtherAndNotOverlap(String one, String other, boolean overlap)
      throws Misfit {
    assertThat(of(one, other).overlap().isPresent()).isEqualTo(overlap);
    assertThat(of(other, one).overlap().isPresent()).isEqualTo(overlap);
  }

  @Test
  void eachProxyOpensForItsOwnKindsAlone() throws Misfit {
    FaultPlan calls = of("30s: lose-replies 1% for 5s");
    assertThat(calls.actsAt(FaultPlace.CALL)).isTrue();
    assertThat(calls.actsAt(FaultPlace.CONNECTION)).isFalse();
    assertThat(of("30s: cut 5s").actsAt(FaultPlace.CALL)).isFalse();
  }

  @Test
  void aPlanKnowsWhereItsFaultsAct() throws Misfit {
    FaultPlan plan = of("30s: pause-server 1s", "10s: restart-server after 1s", "5s: stall 1s");

    assertThat(plan.actsAt(FaultPlace.CONNECTION)).isTrue();
    assertThat(plan.actsAt(FaultPlace.GENERATOR)).isFalse();
    assertThat(plan.at(FaultPlace.SERVER)).extracting(PlannedFault::number).containsExactly(2, 3);
  }

  @Test
  void aFaultSaysInWordsWhenItGoesOn() throws Misfit {
    assertThat(
            of("30s: cut 5s", "40s: reset 10%", "41s: kill-server", "50s: exec a for 5s").faults())
        .extracting(PlannedFault::words)
        .containsExactly(
            "Fault 1: cut, from 30s to 35s of the run.",
            "Fault 2: reset, at 40s of the run.",
            "Fault 3: kill-server, at 41s of the run.",
            "Fault 4: exec a, from 50s to 55s of the run.");
  }
}
