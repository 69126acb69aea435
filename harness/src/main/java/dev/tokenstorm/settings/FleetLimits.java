package dev.tokenstorm.settings;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.text.UsageException;
import java.util.OptionalLong;

/** The limits of a run of several cells: what cannot be split among them, and what is not there. */
public final class FleetLimits {
  private final RunPlan plan;
  private final Settings settings;

  private FleetLimits(RunPlan plan, Settings settings) {
    this.plan = plan;
    this.settings = settings;
  }

  /**
   * Refuses cells where each run has one.
   *
   * @param command the name of the command that makes the runs
   * @throws UsageException when they were asked for by a flag
   */
  public static void refuse(Settings settings, String command) {
    if (settings.givenByFlag(LoadSettings.CELLS)) {
      throw new UsageException(
          "%s has no place in %s, each of whose runs has one cell; leave it out."
              .formatted(LoadSettings.CELLS.flag(), command));
    }
  }

  /**
   * Checks.
   *
   * @throws UsageException when a cell would have no part of something, or the plan has what only a
   *     cell that is alone can do
   */
  static void check(RunPlan plan, Settings settings) {
    if (plan.cells() > 1) {
      new FleetLimits(plan, settings).check();
    }
  }

  private void check() {
    String cells = settings.label(LoadSettings.CELLS) + " " + plan.cells();
    if (plan.target().choice().kind() == TargetKind.EMBEDDED) {
      throw new UsageException(
          cells
              + " needs a target that other processes can reach, and the embedded server is in one"
              + " process alone; give --target dev-server, null or HOST:PORT.");
    }
    if (plan.faults().any()) {
      throw new UsageException(
          settings.label(FaultSettings.FAULT)
              + " acts on the connections of one process, and "
              + cells
              + " has several; leave one of the two out.");
    }
    LoadPlan load = plan.load();
    atLeastOneEach(
        load.arrivals() instanceof LoadPlan.ClosedLoop closed
            ? Math.min(closed.places().from(), closed.places().to())
            : load.arrivals().inFlight(),
        LoadSettings.IN_FLIGHT);
    load.workflows().ifPresent(workflows -> atLeastOneEach(workflows, LoadSettings.WORKFLOWS));
    plan.completion().park().ifPresent(this::checkPark);
  }

  /** What a cell is to park must fit into its share of what may be pending. */
  private void checkPark(long tokens) {
    atLeastOneEach(tokens, CompletionSettings.PARK);
    for (int index = 0; index < plan.cells(); index++) {
      Share share = new Share(index, plan.cells());
      long open = share.part((long) plan.load().arrivals().inFlight());
      OptionalLong workflows = plan.load().workflows();
      long most =
          workflows.isPresent() ? Math.min(open, share.part(workflows.getAsLong())) : open;
      if (share.part(tokens) > most * plan.shape().branches()) {
        throw new UsageException(
            "%s %d cannot be split: cell %s would have to park %d tokens, and has at most %d"
                    .formatted(
                        settings.label(CompletionSettings.PARK),
                        tokens,
                        share.cell(),
                        share.part(tokens),
                        most * plan.shape().branches())
                + " pending; lower it, or raise %s or %s."
                    .formatted(
                        settings.label(LoadSettings.IN_FLIGHT),
                        settings.label(LoadSettings.WORKFLOWS)));
      }
    }
  }

  private void atLeastOneEach(long number, Setting<?> setting) {
    if (number < plan.cells()) {
      throw new UsageException(
          "%s %d is less than one for each cell of %s %d; raise the one, or lower the other."
              .formatted(
                  settings.label(setting),
                  number,
                  settings.label(LoadSettings.CELLS),
                  plan.cells()));
    }
  }
}
