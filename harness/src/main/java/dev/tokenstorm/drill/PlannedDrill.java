package dev.tokenstorm.drill;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A drill of a plan.
 *
 * @param settings of its run; the folder and the seed apart
 * @param obstacle a sentence on why it is not run; empty if it is
 */
public record PlannedDrill(Drill drill, Settings settings, Optional<String> obstacle) {

  /** Returns its name. */
  public String name() {
    return drill.name();
  }

  /**
   * Returns the plan of its run.
   *
   * @param folder takes the run's results
   * @throws dev.tokenstorm.text.UsageException as {@link PlanParser#run} does
   */
  public RunPlan plan(RunIdentity identity, Path folder) {
    return PlanParser.run(settings.with(OutputSettings.OUT, folder.toString()), identity);
  }
}
