package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchParser;
import dev.tokenstorm.search.SearchParts;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchSettings;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.UsageException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tokenstorm tune} and {@code tokenstorm capacity}: searches over many runs. */
final class SearchCommand implements Command {
  private static final String TUNE = "tune";
  private static final String CAPACITY = "capacity";

  private final CommandSpec spec = CommandSpec.create();
  private final List<Setting<?>> settings;
  private final SettingOptions options;
  private final BiFunction<Settings, RunIdentity, SearchPlan> parser;
  private final Console console;
  private final Clock clock;

  private SearchCommand(
      String name,
      List<Setting<?>> settings,
      List<Setting<?>> refused,
      BiFunction<Settings, RunIdentity, SearchPlan> parser,
      Console console,
      Clock clock) {
    this.settings = settings;
    this.options = new SettingOptions(settings, refused);
    this.parser = parser;
    this.console = console;
    this.clock = clock;
    spec.name(name);
    options.addTo(spec);
    spec.usageMessage().customSynopsis("tokenstorm " + name + " [FLAG]...");
  }

  /** Looks for the number of completers, or of something else. */
  static SearchCommand tune(Console console, Clock clock) {
    SearchCommand tune =
        new SearchCommand(
            TUNE,
            SearchSettings.TUNE_ALL,
            SearchSettings.TUNE_REFUSES,
            SearchParser::tune,
            console,
            clock);
    tune.spec
        .usageMessage()
        .description(
            "Finds out how many completers are enough: the smallest number whose throughput comes"
                + " within 5 %% of the best, by many short runs of a closed loop.")
        .footer(
            QuantityHelp.within(
                List.of(
                    "",
                    "--warmup and --duration are those of each run; by default they follow from"
                        + " --budget. Without",
                    "--in-flight each run has as many workflows in flight as keep its completers"
                        + " busy. Ctrl-C prints the",
                    "answer so far."),
                List.of(
                    "",
                    "Examples",
                    "  tokenstorm tune --target 10.0.0.5:7233 --namespace load",
                    "  tokenstorm tune --target dev-server --completers 1..64 --budget 5m",
                    "  tokenstorm tune --target null:latency=100ms,capacity=400/s --budget 3m",
                    "  tokenstorm tune --target 10.0.0.5:7233 --tune worker-slots=1..64"
                        + " --completers 32",
                    "  tokenstorm tune --resume results/20261122-193015-4f2a --budget 5m")));
    return tune;
  }

  /** Looks for the highest rate. */
  static SearchCommand capacity(Console console, Clock clock) {
    SearchCommand capacity =
        new SearchCommand(
            CAPACITY,
            SearchSettings.CAPACITY_ALL,
            SearchSettings.CAPACITY_REFUSES,
            SearchParser::capacity,
            console,
            clock);
    capacity
        .spec
        .usageMessage()
        .description(
            "Finds out the most that a server can take: the highest rate of an open loop at which"
                + " all objectives hold and nothing piles up, which is then held for a while.")
        .footer(
            QuantityHelp.within(
                List.of(
                    "",
                    "--warmup and --duration are those of each run; by default they follow from"
                        + " --budget. Ctrl-C prints",
                    "the answer so far."),
                List.of(
                    "",
                    "Examples",
                    "  tokenstorm capacity --target 10.0.0.5:7233 --require 'workflow.p99 < 1s'",
                    "  tokenstorm capacity --target dev-server --require 'workflow.p90 < 2s'"
                        + " --confirm 60s",
                    "  tokenstorm capacity --target 10.0.0.5:7233 --require 'workflow.p99 < 1s' \\",
                    "                      --require 'errors.ratio < 1%%' --arrivals poisson"
                        + " --budget 20m")));
    return capacity;
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofSearches();
  }

  @Override
  public Integer call() {
    Settings given =
        new SettingSources(console).with(options.read(spec.commandLine().getParseResult()));
    Optional<SearchFile.Begun> begun = given.find(SearchSettings.RESUME).map(SearchFile::read);
    if (begun.filter(search -> !search.command().equals(spec.name())).isPresent()) {
      throw new UsageException(
          "--resume names a search of %s; go on with tokenstorm %s --resume."
              .formatted(begun.get().command(), begun.get().command()));
    }
    Settings all =
        begun.map(search -> SearchParser.resumed(given, search.given(), settings)).orElse(given);
    RunIdentity identity =
        begun
            .map(search -> new RunIdentity(search.searchId(), search.seed()))
            .orElseGet(() -> RunIdentity.create(clock));
    SearchPlan plan = parser.apply(all, identity);
    Optional<HistoryRequest> history = HistoryRequest.of(all);
    if (all.get(InvocationSettings.DRY_RUN)) {
      console.out().print(PlanYaml.write(SearchParts.of(plan).example()));
      return ExitCode.PASSED;
    }
    RunFlags flags =
        new RunFlags(
            all.get(InvocationSettings.JSON),
            all.get(InvocationSettings.QUIET),
            all.get(InvocationSettings.DEBUG),
            history);
    return new SearchAction(console, clock).run(plan, flags, begun);
  }
}
