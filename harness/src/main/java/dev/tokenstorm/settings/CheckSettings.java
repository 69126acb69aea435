package dev.tokenstorm.settings;

import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.objective.ObjectiveNotation;
import dev.tokenstorm.plan.AuditPlan;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.VerdictPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.Optional;

/** The settings of what a run is checked by, and of its randomness. */
public final class CheckSettings {
  private static final SettingTable TABLE = new SettingTable(Group.CHECKS);

  public static final Setting<AuditPlan> AUDIT =
      TABLE
          .value(
              "audit",
              "WHICH",
              new AuditNotation(),
              "Executions of which the server's record (a workflow's history, a standalone"
                  + " activity's description) is compared with the ledger: none, sample:N (at least"
                  + " N, drawn evenly) or all; doubtful ones always are")
          .or("sample:100")
          .from(RunPlan::audit);

  public static final Setting<Objective> REQUIRE =
      TABLE
          .list(
              "require",
              "OBJECTIVE",
              new ObjectiveNotation(),
              "\\s*,(?![0-9])\\s*",
              "What a figure has to be, else the run fails: 'tokens.lost == 0', 'workflow.p99 <"
                  + " 1s', 'drain:completions.rate > 5k/s', 'errors.ratio < 5% abort after 10s'."
                  + " May be repeated; the variable takes commas between them. All figures:"
                  + " docs/objectives.md")
          .fromAll(plan -> plan.verdict().objectives());

  public static final Setting<Boolean> REQUIRE_TRUST =
      TABLE
          .value(
              "require-trust",
              "on|off",
              WordNotation.onOff(),
              "Whether doubts about the figures decide the verdict; with off they are warnings")
          .or("on")
          .from(plan -> plan.verdict().trustRequired());

  public static final Setting<Long> SEED =
      TABLE
          .value(
              "seed",
              "N",
              CountNotation.between(0, RunIdentity.LARGEST_SEED),
              "Drives every random choice of a run")
          .orInWords("random; printed and kept")
          .from(RunPlan::seed);

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private CheckSettings() {}

  /**
   * What the run is judged by.
   *
   * @throws UsageException when a value is not one, or an objective can never be judged
   */
  static VerdictPlan verdict(
      Settings settings, WorkloadKind workload, LoadPlan load, CompletionPlan completion) {
    List<Objective> objectives = settings.all(REQUIRE);
    for (Objective objective : objectives) {
      Optional<String> impossible =
          UnjudgeableObjective.reason(
              objective,
              workload,
              load,
              settings.get(LoadSettings.AWAIT_RESULTS),
              completion,
              settings.all(FaultSettings.FAULT).size());
      if (impossible.isPresent()) {
        throw new UsageException(
            settings.label(REQUIRE)
                + " can never judge "
                + objective.figureName()
                + ": "
                + impossible.get()
                + ".");
      }
    }
    return new VerdictPlan(objectives, settings.get(REQUIRE_TRUST));
  }
}
