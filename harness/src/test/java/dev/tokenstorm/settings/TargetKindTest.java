package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.Notation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetKindTest {
  /** The keys are a label's values in Prometheus, too. */
  @ParameterizedTest
  @CsvSource({
    "embedded, embedded, true, true",
    "dev-server, dev-server, true, false",
    "null, null, true, true",
    "null:latency=1ms, null, true, true",
    "env, env, false, false",
    "10.0.0.5:7233, address, false, false"
  })
  void whatATargetIsFollowsFromItsNotation(String text, String key, boolean owned, boolean inside)
      throws Notation.Misfit {
    TargetPlan.Choice choice = new TargetNotation().parse(text);
    assertThat(choice.kind().key()).isEqualTo(key);
    assertThat(choice.kind().ownedByRun()).isEqualTo(owned);
    assertThat(choice.kind().inThisProcess()).isEqualTo(inside);
    assertThat(new TargetNotation().print(choice)).isEqualTo(text);
  }
}
