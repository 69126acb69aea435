package dev.tokenstorm.cli;

import dev.tokenstorm.compare.CompareEnd;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.CompareJson;
import dev.tokenstorm.compare.CompareParser;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareSettings;
import dev.tokenstorm.compare.PastCompareParser;
import dev.tokenstorm.compare.PastComparison;
import dev.tokenstorm.compare.SideHistories;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.CompareJunit;
import dev.tokenstorm.report.CompareMarkdown;
import dev.tokenstorm.report.PastCompareText;
import dev.tokenstorm.run.CompareOutcome;
import dev.tokenstorm.run.VerdictFiles;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm compare}: says which of several sides is better, by runs that take turns. */
final class CompareCommand implements Command {
  /** What a verdict is on. */
  private static final String WHAT = "comparison";

  private static final String AGAINST = "--against";

  private final CommandSpec spec = CommandSpec.create();
  private final OptionSpec against =
      OptionSpec.builder(AGAINST)
          .paramLabel("DIR")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .arity("1..*")
          .parameterConsumer(new FoldersUntilFlag(AGAINST))
          .description("Compare runs that are there, those of DIR... with these, and make none")
          .build();
  private final SettingOptions options =
      new SettingOptions(CompareSettings.ALL, CompareSettings.REFUSED);
  private final Console console;
  private final Clock clock;
  private final RefusedReports reports;

  CompareCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
    this.reports = new RefusedReports(WHAT, console, clock);
    spec.name("compare");
    options.addTo(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .description("With --against, results folders of runs that came to their ends.")
            .build());
    spec.addOption(against);
    // A side's flags are the value of a flag, and look like one.
    spec.parser().allowOptionsAsOptionParameters(true);
    spec.usageMessage()
        .customSynopsis(
            "tokenstorm compare --a 'FLAGS' --b 'FLAGS' [FLAG]...",
            "   or: tokenstorm compare DIR... --against DIR... [FLAG]...")
        .description(
            "Compares two to six sides, each the same run with flags of its own, by many short runs"
                + " that take turns. Says of each judged figure whether a side is better, worse or"
                + " the same, or that this is undecided.")
        .footer(
            QuantityHelp.within(
                List.of(
                    "",
                    "Flags of run hold for all sides; a side's own go before them. --warmup and"
                        + " --duration are those of",
                    "each run; by default they follow from --budget. Ctrl-C prints the answer so"
                        + " far."),
                List.of(
                    "",
                    "Examples",
                    "  tokenstorm compare --target dev-server --a '--completer sdk' --b"
                        + " '--completer grpc'",
                    "  tokenstorm compare --side old='--target old:7233' --side new='--target"
                        + " new:7233' --budget 30m",
                    "  tokenstorm compare --target 10.0.0.5:7233 --rate 50/s --a '' --b"
                        + " '--complete-by id' \\",
                    "                     --figure completion.p99 --margin 10%%",
                    "  tokenstorm compare --target 10.0.0.5:7233 --a '--worker sdk' --b '--worker"
                        + " wire' \\",
                    "                     --expect 'b.completions.rate > 1.2 * a'",
                    "  tokenstorm compare results/new-* --against results/old-*",
                    "  tokenstorm compare --resume results/20261122-193015-4f2a --budget 5m")));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofComparisons();
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Settings given = read(parsed);
    List<String> runs =
        parsed.matchedPositionals().stream()
            .flatMap(positional -> positional.stringValues().stream())
            .toList();
    List<String> others = Optional.ofNullable(against.<List<String>>getValue()).orElse(List.of());
    RunIdentity fresh = RunIdentity.create(clock);
    Instant at = clock.instant();
    VerdictFiles files = VerdictFiles.begin(given, WHAT, fresh.runId(), at);
    try {
      if (runs.isEmpty() && others.isEmpty()) {
        return compare(given, fresh);
      }
      PastComparison past = PastCompareParser.compare(given, others, runs);
      return print(past, given, reported(past, files, fresh.runId(), at));
    } catch (RuntimeException e) {
      files.refused(e).ifPresent(console::message);
      throw e;
    }
  }

  @Override
  public void refused(List<String> arguments, String cause) {
    reports.refused(arguments, cause);
  }

  private Settings read(ParseResult parsed) {
    try {
      return new SettingSources(console).with(options.read(parsed));
    } catch (UsageException wrong) {
      refused(parsed.originalArgs(), String.valueOf(wrong.getMessage()));
      throw wrong;
    }
  }

  private static List<String> reported(
      PastComparison past, VerdictFiles files, String id, Instant at) {
    return files.write(
        format ->
            switch (format) {
              case JUNIT -> CompareJunit.render(past, id, at);
              case MARKDOWN -> CompareMarkdown.render(past, id);
            });
  }

  private int compare(Settings given, RunIdentity fresh) {
    Optional<CompareFile.Begun> begun = given.find(CompareSettings.RESUME).map(CompareFile::read);
    begun.ifPresent(left -> checkOpen(given, left));
    Settings all = begun.map(left -> CompareParser.resumed(given, left.given())).orElse(given);
    RunIdentity identity =
        begun.map(left -> new RunIdentity(left.compareId(), left.seed())).orElse(fresh);
    ComparePlan plan = CompareParser.plan(all, identity, begun);
    Map<String, HistoryRequest> histories = SideHistories.of(all, plan);
    if (all.get(InvocationSettings.DRY_RUN)) {
      return print(plan);
    }
    RunFlags flags =
        new RunFlags(
            all.get(InvocationSettings.JSON),
            all.get(InvocationSettings.QUIET),
            all.get(InvocationSettings.DEBUG));
    return new CompareAction(console, clock).run(plan, flags, begun, histories);
  }

  /** What was said at the last look stays said: each look spends a part of the level. */
  private static void checkOpen(Settings given, CompareFile.Begun begun) {
    Optional<CompareEnd> end = begun.state().end().filter(CompareEnd::settled);
    if (end.isPresent()) {
      throw new UsageException(
          "--resume %s has come to its end, as %s, and its looks are spent; begin a new comparison."
              .formatted(
                  Printable.shown(String.join("", given.texts().getOrDefault("resume", List.of()))),
                  end.get().words()));
    }
  }

  /**
   * @param unreported one sentence on each report that could not be written
   */
  private int print(PastComparison comparison, Settings given, List<String> unreported) {
    console
        .out()
        .print(
            given.get(InvocationSettings.JSON)
                ? CompareJson.write(comparison)
                : new PastCompareText(console.outIsTerminal() && console.colours())
                    .render(comparison));
    console.out().flush();
    unreported.forEach(console::message);
    int code = ExitCode.of(CompareOutcome.state(comparison.result().outcome()));
    return code == ExitCode.PASSED && !unreported.isEmpty() ? ExitCode.COULD_NOT : code;
  }

  private int print(ComparePlan plan) {
    List<RunPlan> examples = plan.examples();
    for (int i = 0; i < examples.size(); i++) {
      console.out().println("# Side " + plan.sides().get(i).name());
      console.out().println(PlanYaml.write(examples.get(i)));
    }
    return ExitCode.PASSED;
  }
}
