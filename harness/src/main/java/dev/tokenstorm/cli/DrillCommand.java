package dev.tokenstorm.cli;

import dev.tokenstorm.drill.Drill;
import dev.tokenstorm.drill.DrillFile;
import dev.tokenstorm.drill.DrillParser;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillSettings;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.report.DrillListing;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tokenstorm drill}: breaks one thing after the other, and says what held. */
final class DrillCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();
  private final SettingOptions options =
      new SettingOptions(DrillSettings.ALL, DrillSettings.REFUSED);
  private final Console console;
  private final Clock clock;

  DrillCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
    spec.name("drill");
    options.addTo(spec);
    spec.usageMessage()
        .customSynopsis("tokenstorm drill [FLAG]...")
        .description(
            "Runs drills one after the other: short runs in which something goes wrong on purpose."
                + " Says of each what happened, how long the run took to recover, whether a token"
                + " was lost, and whether the drill held.")
        .footer(
            QuantityHelp.within(
                List.of(
                    "",
                    "Flags of run hold for all drills. Each drill has its own faults, objectives"
                        + " and length; a plan file",
                    "can bring further drills. Ctrl-C prints what is over, and names the command"
                        + " to go on with."),
                List.of(
                    "",
                    "Examples",
                    "  tokenstorm drill --list",
                    "  tokenstorm drill --target dev-server",
                    "  tokenstorm drill --target 10.0.0.5:7233 --namespace load --only"
                        + " connections-cut,slow-link",
                    "  tokenstorm drill --target dev-server --plan drills.yaml --only slow-bank",
                    "  tokenstorm drill --resume results/20261122-193015-4f2a")));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofDrills();
  }

  @Override
  public Integer call() {
    Settings given =
        new SettingSources(console)
            .with(options.read(spec.commandLine().getParseResult()), PlanFile::readBesideDrills);
    Optional<DrillFile.Begun> begun = given.find(DrillSettings.RESUME).map(DrillFile::read);
    Settings all = begun.map(left -> DrillParser.resumed(given, left)).orElse(given);
    List<Drill> drills =
        DrillParser.drills(
            all.find(InvocationSettings.PLAN).map(PlanFile::drills).orElse(List.of()));
    if (all.get(DrillSettings.LIST)) {
      console.out().print(DrillListing.render(drills));
      return ExitCode.PASSED;
    }
    RunIdentity identity =
        begun
            .map(left -> new RunIdentity(left.drillId(), left.seed()))
            .orElseGet(() -> RunIdentity.create(clock));
    DrillPlan plan = DrillParser.plan(all, drills, identity);
    if (all.get(InvocationSettings.DRY_RUN)) {
      return print(plan);
    }
    RunFlags flags =
        new RunFlags(
            all.get(InvocationSettings.JSON),
            all.get(InvocationSettings.QUIET),
            all.get(InvocationSettings.DEBUG));
    return new DrillAction(console, clock).run(plan, flags, begun);
  }

  private int print(DrillPlan plan) {
    for (PlannedDrill drill : plan.drills()) {
      console.out().println("# Drill " + drill.name());
      console
          .out()
          .println(
              drill
                  .obstacle()
                  .map("# Not run: %s\n"::formatted)
                  .orElseGet(() -> PlanYaml.write(plan.plan(drill, 0))));
    }
    return ExitCode.PASSED;
  }
}
