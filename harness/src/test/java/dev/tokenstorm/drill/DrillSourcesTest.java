package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.GivenValue.Source;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drills that go on know who gave a setting, which decides whether a drill's own goes before it.
 */
final class DrillSourcesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static GivenValue given(Source source, String text) {
    return new GivenValue(source, "a label", List.of(text));
  }

  private static DrillPlan plan(Settings settings) {
    return DrillParser.plan(
        settings, DrillParser.drills(List.of()), new RunIdentity("20261122-193015-4f2a", 42));
  }

  /** Returns the drain timeout of server-gone, at first and when the drills go on. */
  private List<String> drainTimeouts(Source source) throws Exception {
    Map<Setting<?>, GivenValue> given =
        Map.of(
            TargetSettings.TARGET, given(Source.FLAG, "dev-server"),
            DrillSettings.ONLY, given(Source.FLAG, "server-gone"),
            LoadSettings.DRAIN_TIMEOUT, given(source, "40s"));
    DrillPlan first = plan(Settings.of(List.of(given)));
    DrillFile.write(
        folder,
        new DrillRecord(
            first,
            Instant.parse("2026-11-22T19:30:15Z"),
            Host.current(false),
            DrillState.NEW.ended(DrillEnd.INTERRUPTED)));
    Settings now =
        Settings.of(List.of(Map.of(DrillSettings.RESUME, given(Source.FLAG, folder.toString()))));
    DrillPlan second = plan(DrillParser.resumed(now, DrillFile.read(folder)));
    assertThat(second.ofPlanFile()).as("and again").isEqualTo(first.ofPlanFile());
    return List.of(drainTimeout(first), drainTimeout(second));
  }

  private static String drainTimeout(DrillPlan plan) {
    return plan.drills()
        .get(0)
        .settings()
        .given(LoadSettings.DRAIN_TIMEOUT)
        .orElseThrow()
        .texts()
        .get(0);
  }

  @Test
  void whatAPlanFileGaveYieldsToADrillsOwnAlsoWhenDrillsGoOn() throws Exception {
    assertThat(drainTimeouts(Source.PLAN_FILE)).containsExactly("10s", "10s");
  }

  @Test
  void whatAFlagOrAVariableGaveGoesFirstAlsoWhenDrillsGoOn() throws Exception {
    assertThat(drainTimeouts(Source.FLAG)).containsExactly("40s", "40s");
    assertThat(drainTimeouts(Source.VARIABLE)).containsExactly("40s", "40s");
  }
}
