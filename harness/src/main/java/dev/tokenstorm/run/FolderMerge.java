package dev.tokenstorm.run;

import dev.tokenstorm.bottleneck.Bottlenecks;
import dev.tokenstorm.merge.FleetFolders;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.FleetFacts;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.settings.PermissionSettings;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the result files of a fleet of its cells' folders, as the fleet's run made them. */
public final class FolderMerge {
  private FolderMerge() {}

  /**
   * Makes them.
   *
   * @param cells the cells' folders, in any order
   * @param out the folder to make
   * @param notes takes a sentence on what cannot be told any more
   * @return one sentence on each file that could not be written
   * @throws UsageException if the folders are not those of one fleet's cells, or the new one cannot
   *     be made
   */
  public static List<String> merge(List<Path> cells, Path out, Consumer<String> notes) {
    FleetFolders folders = FleetFolders.open(cells);
    FleetFacts known = folders.facts();
    RunPlan plan = plan(known);
    RunFacts facts = known.of(plan);
    try (ResultFiles files = ResultFiles.create(out, facts, planYaml(known), notes)) {
      RunResult result = folders.merge(facts, files);
      if (!plan.serverMetrics().isEmpty()) {
        notes.accept(
            "What the server's own metrics told is not in the cells' folders, so bottlenecks are"
                + " looked for without it.");
      }
      return files.finish(
          result,
          Verdict.of(result).judgement(),
          Bottlenecks.of(result, plan.shape(), Optional.empty()));
    }
  }

  /** Nothing is run, so whatever the plan asks for is allowed. */
  private static RunPlan plan(FleetFacts known) {
    return PlanParser.ended(
        Settings.of(List.of(PlanFile.read(known.planFile())))
            .with(PermissionSettings.ALLOW_EXEC, "true"),
        new RunIdentity(known.runId(), 0));
  }

  private static String planYaml(FleetFacts known) {
    try {
      return Files.readString(known.planFile());
    } catch (IOException e) {
      throw new UsageException(
          "%s cannot be read any more (%s); mend that."
              .formatted(Printable.shown(known.planFile().toString()), WriteFailure.reason(e)));
    }
  }
}
