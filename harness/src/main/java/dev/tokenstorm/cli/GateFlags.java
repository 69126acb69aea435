package dev.tokenstorm.cli;

import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.regression.GateRule;
import dev.tokenstorm.regression.GateThreshold;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that only {@code gate} has. */
final class GateFlags {
  private static final String MARGIN = "--margin";
  private static final String WINDOW = "--window";
  private static final String STRICT = "--strict";
  private static final String JSON = "--json";

  private GateFlags() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        FigureFlag.option(
            "A figure that gates, of docs/objectives.md; may be repeated (default:",
            "  completions.rate of a closed loop, workflow.p99 of an open one)"));
    spec.addOption(
        OptionSpec.builder(MARGIN)
            .paramLabel("SHARE")
            .type(String.class)
            .arity("1")
            .description(
                "By how much a figure has to be worse at least (default: "
                    + GateThreshold.MARGIN.text().replace("%", "%%")
                    + ")")
            .build());
    spec.addOption(
        OptionSpec.builder(WINDOW)
            .paramLabel("RUNS")
            .type(String.class)
            .arity("1")
            .description(
                "How many runs the newest are compared with at most (default: "
                    + GateThreshold.WINDOW.text()
                    + ")")
            .build());
    spec.addOption(
        OptionSpec.builder(STRICT)
            .type(boolean.class)
            .arity("0")
            .description("Exit with 4 if a figure could not be judged")
            .build());
    spec.addOption(
        OptionSpec.builder(JSON)
            .type(boolean.class)
            .arity("0")
            .description("Print a document in place of the sentences")
            .build());
  }

  static boolean strict(ParseResult parsed) {
    return parsed.hasMatchedOption(STRICT);
  }

  static boolean json(ParseResult parsed) {
    return parsed.hasMatchedOption(JSON);
  }

  /** What the gate asks. */
  static GateRule rule(ParseResult parsed) {
    String margin = parsed.matchedOptionValue(MARGIN, GateThreshold.MARGIN.text());
    OptionalDouble share = Unit.RATIO.parse(margin);
    if (share.isEmpty() || share.getAsDouble() <= 0 || share.getAsDouble() > 1) {
      throw new UsageException(
          "%s must be a share above 0 and at most 100%%, such as 5%% or 0.05, not %s."
              .formatted(MARGIN, Printable.shown(margin)));
    }
    return new GateRule(share.getAsDouble(), window(parsed));
  }

  private static int window(ParseResult parsed) {
    String text = parsed.matchedOptionValue(WINDOW, GateThreshold.WINDOW.text());
    int least = GateThreshold.FEWEST_BEFORE.count();
    int most = GateThreshold.CHANGE_SERIES.count();
    if (text.matches("\\d{1,4}")) {
      int window = Integer.parseInt(text);
      if (window >= least && window <= most) {
        return window;
      }
    }
    throw new UsageException(
        "%s must be a number of runs between %d and %d, not %s."
            .formatted(WINDOW, least, most, Printable.shown(text)));
  }

  /** The figures that are named; none if the default is meant. */
  static List<SeriesFigure> figures(ParseResult parsed) {
    List<SeriesFigure> figures = FigureFlag.figures(parsed);
    for (SeriesFigure figure : figures) {
      if (figure.direction() == Direction.NONE) {
        throw new UsageException(
            ("%s must name a figure of which more or less is better, which %s is not; the table of"
                    + " docs/objectives.md says which are.")
                .formatted(FigureFlag.NAME, figure.name()));
      }
    }
    return figures;
  }
}
