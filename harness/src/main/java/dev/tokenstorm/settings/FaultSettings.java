package dev.tokenstorm.settings;

import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultNotation;
import dev.tokenstorm.fault.FaultPlace;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.fault.TimedFault;
import dev.tokenstorm.plan.FaultOutlook;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The setting of what goes wrong on purpose in a run. */
public final class FaultSettings {
  private static final SettingTable TABLE = new SettingTable(Group.FAULTS);
  private static final int MOST_FAULTS = 1_000;

  public static final Setting<TimedFault> FAULT =
      TABLE
          .list(
              "fault",
              "'TIME: FAULT'",
              new FaultNotation(),
              "\\s*;\\s*",
              "Let something go wrong on purpose, at a time from the run's start; connections:"
                  + " '30s: cut 5s' (reset, and new ones refused), 'blackhole 5s' (bytes vanish),"
                  + " 'blackhole-replies 5s', 'stall 5s' (bytes are held), 'delay 50ms±10ms for"
                  + " 5s', 'bandwidth 1MiB/s for 5s', 'reset 10%' (of those that are open),"
                  + " 'lose-replies 1% for 5s' (of all calls, or '1% of METHOD'); with --target"
                  + " dev-server the server: 'kill-server', 'restart-server after 5s',"
                  + " 'pause-server 5s'; the load: 'pause-generator 5s' (nothing starts or"
                  + " completes), 'lose-worker 5s' (its connections and all that it knows); 'exec"
                  + " NAME' runs a command of --exec. May be repeated; the variable takes"
                  + " semicolons between them. A fault that does not happen fails the run. More:"
                  + " docs/faults.md")
          .fromAll(plan -> plan.faults().timed());

  public static final Setting<CommandSource> EXEC =
      TABLE
          .list(
              "exec",
              "NAME=FILE",
              new CommandSourceNotation(),
              "\\s*;\\s*",
              "A command that faults name, as in '30s: exec NAME', and the YAML file in which it"
                  + " stands: command: [kubectl, delete, pod, NAME], or shell: TEXT; also limit:,"
                  + " undo: and keep-variables:. May be repeated. It needs --allow-exec. More:"
                  + " docs/faults.md")
          .fromAll(plan -> plan.faults().commands().stream().map(CommandSource::of).toList());

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private FaultSettings() {}

  /**
   * Returns the faults of a run.
   *
   * @throws UsageException when a value is not one, when two faults of one kind overlap, when one
   *     can never begin, when the target or the completers have not what they act on, or when a
   *     command cannot or must not be run
   */
  static FaultPlan plan(Settings settings, LoadPlan load) {
    FaultPlan plan = FaultPlan.of(settings.all(FAULT));
    if (!plan.any()) {
      return ExecCommands.read(settings, plan);
    }
    String label = settings.label(FAULT);
    if (plan.faults().size() > MOST_FAULTS) {
      throw new UsageException(
          "%s must be given at most %d times, not %d; leave some out."
              .formatted(label, MOST_FAULTS, plan.faults().size()));
    }
    if ((plan.actsAt(FaultPlace.CONNECTION)
            || plan.actsAt(FaultPlace.CALL)
            || plan.actsAt(FaultPlace.WORKER))
        && settings.get(TargetSettings.TARGET).kind() == TargetKind.EMBEDDED) {
      throw new UsageException(
          label
              + " needs a target with connections to break, and embedded has none; give --target"
              + " null, dev-server, env or HOST:PORT.");
    }
    plan.overlap()
        .ifPresent(
            two -> {
              throw new UsageException(
                  label
                      + " has two faults of one kind at one time, '%s' and '%s'; let one end before"
                          .formatted(two.get(0).text(), two.get(1).text())
                      + " the other begins.");
            });
    checkServer(plan.at(FaultPlace.SERVER), settings, label);
    checkCalls(plan.at(FaultPlace.CALL), settings, label);
    for (PlannedFault fault : plan.faults()) {
      Optional<Duration> end = FaultOutlook.latestEnd(load);
      if (end.isPresent() && fault.at().compareTo(end.get()) >= 0) {
        throw new UsageException(
            "%s '%s' begins when the run is over, which takes %s at most; begin it earlier, or raise"
                    .formatted(label, fault.text(), DurationNotation.text(end.get()))
                + " --duration.");
      }
    }
    return ExecCommands.read(settings, plan);
  }

  /** Refuses faults of calls that the run never makes. A run that is taken up plays none. */
  private static void checkCalls(List<PlannedFault> faults, Settings settings, String label) {
    if (settings.givenByFlag(TakeUpSettings.TAKE_UP)) {
      return;
    }
    for (PlannedFault fault : faults) {
      if (fault.kind() instanceof FaultKind.LoseReplies loss) {
        loss.method()
            .flatMap(
                method ->
                    CompletionCalls.inPlaceOf(method, settings.get(CompletionSettings.COMPLETE_BY)))
            .ifPresent(
                made -> {
                  throw new UsageException(
                      "%s '%s' names a call that %s %s never makes; name %s."
                          .formatted(
                              label,
                              fault.text(),
                              settings.label(CompletionSettings.COMPLETE_BY),
                              CompletionSettings.COMPLETE_BY
                                  .notation()
                                  .print(settings.get(CompletionSettings.COMPLETE_BY)),
                              made));
                });
      }
    }
  }

  /** Refuses faults of a server that is not the run's own, or that would not be there. */
  private static void checkServer(List<PlannedFault> faults, Settings settings, String label) {
    if (faults.isEmpty()) {
      return;
    }
    if (settings.get(TargetSettings.TARGET).kind() != TargetKind.DEV_SERVER) {
      throw new UsageException(
          "%s '%s' needs a server that the run starts itself; give --target dev-server, or leave it out."
              .formatted(label, faults.get(0).text()));
    }
    for (int i = 1; i < faults.size(); i++) {
      PlannedFault one = faults.get(i - 1);
      PlannedFault next = faults.get(i);
      if (one.kind() instanceof FaultKind.KillServer && next.at().compareTo(one.at()) > 0) {
        throw new UsageException(
            "%s has '%s' for a server that '%s' ends for good; give restart-server there, or leave one"
                    .formatted(label, next.text(), one.text())
                + " out.");
      }
      if (next.at().equals(one.at()) || next.at().compareTo(one.end()) < 0) {
        throw new UsageException(
            "%s has '%s' and '%s' for one server at one time; let one end before the other begins."
                .formatted(label, one.text(), next.text()));
      }
    }
  }
}
