package dev.tokenstorm.cli;

import dev.tokenstorm.objective.ObjectiveNotation;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flag {@code --figure} of commands that read a history. */
final class FigureFlag {
  static final String NAME = "--figure";

  private FigureFlag() {}

  static OptionSpec option(String... description) {
    return OptionSpec.builder(NAME)
        .paramLabel("NAME")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description(description)
        .build();
  }

  /** The figures that are named; none if the default is meant. */
  static List<SeriesFigure> figures(ParseResult parsed) {
    List<SeriesFigure> figures = new ArrayList<>();
    if (parsed.hasMatchedOption(NAME)) {
      for (String name : parsed.matchedOption(NAME).stringValues()) {
        SeriesFigure figure = SeriesFigure.named(name).orElseThrow(() -> unknown(name));
        if (figures.contains(figure)) {
          throw new UsageException(
              "%s names %s twice; leave one of them out.".formatted(NAME, name));
        }
        figures.add(figure);
      }
    }
    return figures;
  }

  /** An objective on a figure that does not exist is refused with the one that was meant. */
  private static UsageException unknown(String name) {
    try {
      var unused = new ObjectiveNotation().parse(name + " < 1");
    } catch (Misfit misfit) {
      return new UsageException(misfit.sentence(NAME, name));
    }
    return new UsageException(
        "%s must name a figure of docs/objectives.md, not %s."
            .formatted(NAME, Printable.shown(name)));
  }
}
