package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultActorsTest {
  private final List<String> done = new ArrayList<>();

  /** Writes down what it is asked for. */
  private final class Actor implements FaultActor {
    private final String name;

    Actor(String name) {
      this.name = name;
    }

    @Override
    public void begin(PlannedFault fault) {
      done.add(name + " begins " + fault.number());
    }

    @Override
    public FaultWitness end(PlannedFault fault) {
      done.add(name + " ends " + fault.number());
      return new FaultWitness(true, name);
    }

    @Override
    public void hurry() {
      done.add(name + " hurries");
    }
  }

  private static PlannedFault cut() throws Misfit {
    return FaultPlanTest.of("1s: cut 1s").faults().get(0);
  }

  @Test
  void aFaultIsCarriedOutByTheActorOfItsPlace() throws Misfit {
    FaultActors actors =
        FaultActors.NONE
            .with(FaultPlace.CONNECTION, new Actor("proxy"))
            .with(FaultPlace.SERVER, new Actor("server"));

    actors.begin(cut());
    assertThat(actors.end(cut()).words()).isEqualTo("proxy");
    actors.hurry();

    assertThat(done)
        .containsExactly("proxy begins 1", "proxy ends 1", "proxy hurries", "server hurries");
  }

  @Test
  void aFaultThatNobodyCarriesOutSaysSo() throws Misfit {
    PlannedFault cut = cut();
    FaultActors actors = FaultActors.NONE.with(FaultPlace.SERVER, new Actor("server"));

    assertThatThrownBy(() -> actors.begin(cut))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is nothing that it could act on");
    assertThat(done).isEmpty();
  }
}
