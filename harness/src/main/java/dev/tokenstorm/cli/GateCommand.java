package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.regression.FigureAnswer;
import dev.tokenstorm.regression.Gate;
import dev.tokenstorm.regression.GateAnswer;
import dev.tokenstorm.regression.GateDocument;
import dev.tokenstorm.regression.GateFinding;
import dev.tokenstorm.regression.GateOutcome;
import dev.tokenstorm.regression.GateRule;
import dev.tokenstorm.regression.GateText;
import dev.tokenstorm.regression.GatedFigure;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.text.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm gate}: tells whether the newest run of a series is worse than those before. */
final class GateCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final HistoryOptions options;

  GateCommand(Console console) {
    this.console = console;
    this.options = new HistoryOptions(console, List.of(HistorySettings.SERIES));
    spec.name("gate");
    options.addTo(spec);
    GateFlags.addTo(spec);
    spec.usageMessage()
        .description(
            "Tells whether the newest run of a series is worse than the runs before it, for CI. How"
                + " it does, and how often it is wrong, stands in docs/regressions.md.")
        .customSynopsis("tokenstorm gate --history FILE|URL [FLAG]...")
        .footer(
            "",
            "Without --series the history must have one series only.",
            "",
            "Examples",
            "  tokenstorm gate --history runs.db",
            "  tokenstorm gate --history runs.db --series nightly --figure completions.rate"
                + " --figure workflow.p99",
            "  tokenstorm gate --history jdbc:postgresql://db:5432/tokenstorm --margin 10%%"
                + " --strict");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public SortedMap<Integer, String> exitCodes() {
    SortedMap<Integer, String> codes = ExitCode.ofEveryCommand();
    codes.put(ExitCode.PASSED, "no figure is worse, or none could be judged");
    codes.put(ExitCode.FAILED, "a figure is worse");
    codes.put(ExitCode.UNTRUSTWORTHY, "with --strict, a figure could not be judged");
    return codes;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    GateRule rule = GateFlags.rule(parsed);
    List<SeriesFigure> named = GateFlags.figures(parsed);
    HistoryRequest request = options.read(spec);
    try (HistoryStore store = options.open(request)) {
      String series = request.series().orElseGet(() -> HistoryOptions.only(store));
      List<HistoryRow> rows = HistoryOptions.rows(store, series);
      HistoryRow newest = rows.get(rows.size() - 1);
      List<SeriesFigure> figures = named.isEmpty() ? List.of(SeriesFigure.gating(newest)) : named;
      GateDocument document =
          document(rows, figures, rule, new Confirmation(request.location(), newest));
      if (GateFlags.json(parsed)) {
        console.out().print(document.json());
      } else {
        document.sentences().forEach(line -> console.out().println(Printable.escaped(line)));
      }
      return code(document.outcome(), GateFlags.strict(parsed));
    }
  }

  private static int code(GateOutcome outcome, boolean strict) {
    return switch (outcome) {
      case PASSED -> ExitCode.PASSED;
      case REGRESSION -> ExitCode.FAILED;
      case UNDECIDED -> strict ? ExitCode.UNTRUSTWORTHY : ExitCode.PASSED;
    };
  }

  /** A run that failed is compared with nothing, and no other is compared with it. */
  private static GateDocument document(
      List<HistoryRow> rows, List<SeriesFigure> figures, GateRule rule, Confirmation confirmation) {
    HistoryRow newest = rows.get(rows.size() - 1);
    List<HistoryRow> usable = rows.stream().filter(HistoryRow::usable).toList();
    String series = newest.series().name();
    String run = newest.origin().runId();
    if (!newest.usable()) {
      return new GateDocument(
          series,
          rows.stream().map(row -> row.origin().runId()).toList(),
          GateOutcome.UNDECIDED,
          rule,
          new GateAnswer(List.of()),
          List.of(
              "Run %s failed or did not come to its end, so its figures are not compared."
                  .formatted(run)));
    }
    GateAnswer answer =
        Gate.judge(
            figures.stream().map(figure -> gated(figure, usable)).toList(),
            usable.stream().map(HistoryRow::accepted).toList(),
            rule);
    return new GateDocument(
        series,
        usable.stream().map(row -> row.origin().runId()).toList(),
        GateOutcome.of(answer),
        rule,
        answer,
        answer.figures().stream()
            .sorted(Comparator.comparing(GateCommand::isNoRegression))
            .map(
                figure ->
                    boundByUs(figure.figure().name(), newest)
                        .orElseGet(() -> GateText.sentence(figure, run, confirmation.command())))
            .toList());
  }

  /** What is said of a figure that is neither better nor worse than the server's own. */
  private static Optional<String> boundByUs(String figure, HistoryRow newest) {
    return newest
        .ownLimit(figure)
        .map(
            own ->
                "%s cannot be judged: it is %s in run %s, because a limit of the harness (%s) bound it."
                    .formatted(
                        figure, newest.text(figure).orElseThrow(), newest.origin().runId(), own));
  }

  private static boolean isNoRegression(FigureAnswer answer) {
    return answer.finding() != GateFinding.WORSE;
  }

  private static GatedFigure gated(SeriesFigure figure, List<HistoryRow> rows) {
    return new GatedFigure(
        figure.name(),
        figure.unit(),
        figure.direction(),
        rows.stream().map(row -> row.comparable(figure.name())).toList());
  }
}
