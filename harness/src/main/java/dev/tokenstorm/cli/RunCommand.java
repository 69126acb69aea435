package dev.tokenstorm.cli;

import dev.tokenstorm.plan.Estimate;
import dev.tokenstorm.plan.FaultOutlook;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.run.RemoteWarning;
import dev.tokenstorm.run.VerdictFiles;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TakeUpSettings;
import dev.tokenstorm.text.UsageException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm run}: makes a plan of what the user gave, and hands it on. */
final class RunCommand implements Command {
  private static final String NAME = "run";

  private final SettingOptions options = new SettingOptions(TakeUpSettings.OF_RUN);
  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final Clock clock;
  private final RunAction action;
  private final RefusedReports reports;

  RunCommand(Console console, Clock clock, RunAction action) {
    this.console = console;
    this.clock = clock;
    this.action = action;
    this.reports = new RefusedReports(NAME, console, clock);
    spec.name(NAME);
    options.addTo(spec);
    spec.usageMessage()
        .description("Runs a workload against a target and completes its activities from outside.")
        .customSynopsis("tokenstorm run [FLAG]...")
        .footer(
            QuantityHelp.within(
                List.of(
                    "",
                    "Each flag is also a variable (--in-flight: TOKENSTORM_IN_FLIGHT) and, but for"
                        + " those of the history",
                    "and of this call, a key of the plan file (in-flight: 200). A flag goes before"
                        + " a variable, a variable",
                    "before the plan file; what contradicts a source that goes first is dropped."
                        + " --allow-exec is a flag",
                    "alone."),
                List.of(
                    "",
                    "Examples",
                    "  tokenstorm run",
                    "  tokenstorm run --target dev-server --workflows 200 --in-flight 100 --audit"
                        + " all",
                    "  tokenstorm run --target 10.0.0.5:7233 --namespace load --rate 200/s"
                        + " --duration 5m",
                    "  tokenstorm run --target 10.0.0.5:7233 --stages 1m@10/s..200/s,5m@200/s"
                        + " --warmup 1m",
                    "  tokenstorm run --completer grpc --completers 256 --completion-delay"
                        + " exp:50ms",
                    "  tokenstorm run --completer grpc --completers 256 --worker wire --park 20k",
                    "  tokenstorm run --workload standalone --target 10.0.0.5:7233 --executions 5k",
                    "  tokenstorm run --outcomes complete=97,fail=1,abandon=1,cancel=1 --seed 7",
                    "  tokenstorm run --target dev-server --rate 10/s --duration 60s --fault '20s:"
                        + " cut 5s'",
                    "  tokenstorm run --target 10.0.0.5:7233 --rate 50/s --duration 5m --allow-exec"
                        + " \\",
                    "                 --fault '60s: exec kill-history' --exec"
                        + " kill-history=kill.yaml",
                    "  tokenstorm run --plan results/20261122-193015-4f2a/plan.yaml",
                    "  tokenstorm run --take-up results/20261122-193015-4f2a")));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofRuns();
  }

  @Override
  public Integer call() {
    RunIdentity identity = RunIdentity.create(clock);
    Map<Setting<?>, GivenValue> flags = flags(spec.commandLine().getParseResult());
    Settings settings;
    Optional<KilledRun> killed;
    try {
      Settings given = new SettingSources(console).with(flags);
      killed = given.find(TakeUpSettings.TAKE_UP).map(KilledRun::open);
      settings = killed.map(run -> goneOn(given, run)).orElse(given);
    } catch (UsageException wrong) {
      reports.refused(flags, String.valueOf(wrong.getMessage()));
      throw wrong;
    }
    String runId = killed.map(KilledRun::runId).orElse(identity.runId());
    VerdictFiles files = VerdictFiles.begin(settings, runId, clock.instant());
    try {
      return run(settings, new RunIdentity(runId, identity.seed()), killed, files);
    } catch (RuntimeException e) {
      files.refused(e).ifPresent(console::message);
      throw e;
    }
  }

  private static Settings goneOn(Settings given, KilledRun killed) {
    return TakeUpSettings.of(given, PlanFile.read(killed.planFile()), killed.directory());
  }

  private Map<Setting<?>, GivenValue> flags(ParseResult parsed) {
    try {
      return options.read(parsed);
    } catch (UsageException twice) {
      refused(parsed.originalArgs(), String.valueOf(twice.getMessage()));
      throw twice;
    }
  }

  @Override
  public void refused(List<String> arguments, String cause) {
    reports.refused(arguments, cause);
  }

  private int run(
      Settings settings, RunIdentity identity, Optional<KilledRun> killed, VerdictFiles files) {
    RunFlags flags =
        new RunFlags(
            settings.get(InvocationSettings.JSON),
            settings.get(InvocationSettings.QUIET),
            settings.get(InvocationSettings.DEBUG),
            HistoryRequest.of(settings),
            killed);
    boolean dryRun = settings.get(InvocationSettings.DRY_RUN);
    RunPlan plan =
        killed.isPresent()
            ? PlanParser.takenUp(settings, identity)
            : PlanParser.run(settings, identity);
    return dryRun ? print(plan, killed.isPresent()) : action.run(plan, flags, files);
  }

  private int print(RunPlan plan, boolean takenUp) {
    NamedTarget target = NamedTarget.of(plan.target());
    target.warnings().forEach(console::message);
    RemoteWarning.of(plan, target).ifPresent(console::message);
    console.out().print(PlanYaml.write(plan));
    console.out().println();
    if (takenUp) {
      console
          .out()
          .println(
              "# The run is taken up: nothing is started, and no fault or command is carried out.");
    } else {
      printOutlook(plan);
    }
    return ExitCode.PASSED;
  }

  private void printOutlook(RunPlan plan) {
    plan.faults().faults().forEach(fault -> console.out().println("# " + fault.words()));
    plan.faults()
        .commands()
        .forEach(
            command ->
                console
                    .out()
                    .println("# Command " + command.name() + ": " + command.words() + "."));
    FaultOutlook.warnings(plan).forEach(sentence -> console.out().println("# " + sentence));
    console.out().println("# Estimate: " + Estimate.of(plan).sentence(plan) + ".");
  }
}
