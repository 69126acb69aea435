package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the plan of a cell in what its coordinator tells. Whoever tells it must not name a file or
 * a command of the cell's machine.
 */
public final class CellPlan {
  private static final Set<Setting<?>> REFUSED =
      Set.of(
          TargetSettings.DEV_SERVER_PATH,
          TargetSettings.DEV_SERVER_ARG,
          TargetSettings.SERVER_METRICS,
          FaultSettings.FAULT,
          FaultSettings.EXEC,
          OutputSettings.OUT,
          OutputSettings.REPORT,
          OutputSettings.PUSH,
          OutputSettings.METRICS_ADDRESS);

  private CellPlan() {}

  /**
   * Reads it.
   *
   * @param yaml the fleet's plan, as {@link PlanYaml} writes it
   * @param fleet identity of the fleet's run
   * @param folder of the cell's results, which is the cell's own choice
   * @throws UsageException when it is no plan, has what a cell must not be told, or the folder
   *     cannot be made
   */
  public static RunPlan read(String yaml, RunIdentity fleet, Share share, Path folder) {
    Map<Setting<?>, GivenValue> told = PlanFile.parse("the fleet's plan", yaml);
    for (Setting<?> setting : REFUSED) {
      if (told.containsKey(setting)) {
        throw new UsageException(
            setting.flag() + " acts on the coordinating process alone, and no cell takes it.");
      }
    }
    Settings settings = Settings.of(List.of(told)).with(OutputSettings.OUT, folder.toString());
    RunPlan whole = PlanParser.run(settings, fleet);
    return whole.ofCell(share, whole.target().choice(), folder);
  }
}
