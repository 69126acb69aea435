package dev.tokenstorm.settings;

import dev.tokenstorm.fault.FaultPlace;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.UsageException;

/** Makes a validated plan of settings: reads them, fills in defaults, refuses contradictions. */
public final class PlanParser {
  private static final long MOST_PENDING = 10_000_000;

  private final Settings settings;

  private PlanParser(Settings settings) {
    this.settings = SettingConflicts.settle(settings);
  }

  /**
   * The plan of a run.
   *
   * @throws UsageException when a value is not one, settings contradict each other, or the results'
   *     folder exists or cannot be created
   */
  public static RunPlan run(Settings settings, RunIdentity identity) {
    return new PlanParser(settings).run(identity);
  }

  /**
   * The plan of a run that was killed and is taken up, whose folder is there.
   *
   * @throws UsageException when a value is not one, settings contradict each other, or such a run
   *     cannot be taken up
   */
  public static RunPlan takenUp(Settings settings, RunIdentity identity) {
    RunPlan plan = new PlanParser(settings).checked(identity);
    String folder = settings.label(TakeUpSettings.TAKE_UP) + ": the run ";
    if (plan.target().choice().kind().ownedByRun()) {
      throw new UsageException(
          folder
              + "was on a target of its own, "
              + plan.target().choice().kind().key()
              + ", which ended with it, so nothing is left to take up; tokenstorm report tells what"
              + " it measured.");
    }
    if (plan.completion().operators().any()) {
      throw new UsageException(
          folder
              + "has operators, whose pauses and resets nobody remembers, so it cannot be taken up;"
              + " tokenstorm clean "
              + plan.runId()
              + " terminates what is open.");
    }
    return plan;
  }

  /**
   * The target alone.
   *
   * @param taskQueue the queue unless the user gives one
   * @throws UsageException when a value is not one or settings contradict each other
   */
  public static TargetPlan target(Settings settings, String taskQueue) {
    return TargetSettings.plan(SettingConflicts.settle(settings), taskQueue);
  }

  private RunPlan run(RunIdentity identity) {
    RunPlan plan = checked(identity);
    OutputFolder.check(plan.output().directory(), settings.label(OutputSettings.OUT));
    return plan;
  }

  private RunPlan checked(RunIdentity identity) {
    StandaloneLimits.checkTarget(settings);
    WorkloadKind workload = settings.get(GreetingSettings.WORKLOAD);
    GreetingPlan greeting = GreetingSettings.plan(settings);
    LoadPlan load = LoadParser.load(settings);
    CompletionPlan completion = CompletionSettings.plan(settings, greeting);
    long seed = settings.find(CheckSettings.SEED).orElse(identity.seed());
    TargetPlan target =
        settled(
            TargetSettings.plan(settings, TargetSettings.runQueue(identity.runId())),
            seed,
            workload == WorkloadKind.STANDALONE && completion.operators().any());
    FaultPlan faults = FaultSettings.plan(settings, load);
    RunPlan plan =
        new RunPlan(
            identity.runId(),
            seed,
            faults.actsAt(FaultPlace.SERVER) ? target.withDatabaseFile() : target,
            settings.all(TargetSettings.SERVER_METRICS),
            workload,
            load,
            settings.get(LoadSettings.AWAIT_RESULTS),
            faults,
            greeting,
            completion,
            WorkerSettings.plan(settings),
            settings.get(CheckSettings.AUDIT),
            CheckSettings.verdict(settings, workload, load, completion),
            OutputSettings.plan(settings, identity.runId()));
    if (plan.maxPendingTokens() > MOST_PENDING) {
      throw new UsageException(
          settings.label(LoadSettings.IN_FLIGHT)
              + " times "
              + settings.label(GreetingSettings.BRANCHES)
              + " must be at most "
              + MOST_PENDING
              + ", not "
              + plan.maxPendingTokens()
              + ": so many tokens may be pending at one time.");
    }
    Parking.check(plan, settings);
    AttemptTimeouts.check(greeting, completion, settings);
    ShortDrain.check(load, greeting, completion, settings);
    if (workload == WorkloadKind.GREETING) {
      FirstAnswer.check(greeting, plan.target().taskQueue(), settings);
    }
    plan.output()
        .reports()
        .values()
        .forEach(file -> OutputFile.check(file, settings.label(OutputSettings.REPORT)));
    return plan;
  }

  /**
   * A null front end of the run's own has the run's seed, and takes the run's commands.
   *
   * @param operators whether it is asked for commands that it does not always take
   */
  private static TargetPlan settled(TargetPlan target, long seed, boolean operators) {
    if (!(target.choice() instanceof TargetPlan.Null front)) {
      return target;
    }
    NullOptions options = operators ? front.options().withOperatorCommands() : front.options();
    return new TargetPlan(
        new TargetPlan.Null(options, options.seed().orElse(seed)),
        target.namespace(),
        target.taskQueue());
  }
}
