package dev.tokenstorm.objective;

import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code completions.rate}, {@code drain:completions.rate}. */
public final class PartFigureNotation implements Notation<PartFigure> {

  private static final int LONGEST = 200;

  @Override
  public PartFigure parse(String text) throws Misfit {
    if (text.length() > LONGEST) {
      throw new Misfit("must be a figure of docs/objectives.md, such as completion.p99");
    }
    int colon = text.indexOf(':');
    Optional<String> part =
        colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon).strip());
    return find(part, text.substring(colon + 1).strip());
  }

  @Override
  public String print(PartFigure value) {
    return value.name();
  }

  /** The figure of a name, of a part or of the one that is meant by default. */
  static PartFigure find(Optional<String> part, String name) throws Misfit {
    Optional<Figure> figure = FigureTable.named(name);
    if (figure.isEmpty()) {
      throw Misfit.plain(
          "must say "
              + FigureTable.nearest(name)
              + " where it says "
              + Printable.shown(name)
              + ", or another figure of docs/objectives.md");
    }
    return new PartFigure(part(part, figure.get()), figure.get());
  }

  private static RunPart part(Optional<String> key, Figure figure) throws Misfit {
    List<RunPart> parts = figure.parts();
    boolean ofFaults = parts.contains(RunPart.fault(1));
    if (key.isEmpty()) {
      if (parts.get(0).faultNumber().isPresent()) {
        throw Misfit.plain("must say which fault is meant, as in fault1:" + figure.name());
      }
      return parts.get(0);
    }
    Optional<RunPart> part =
        RunPart.fault(key.get())
            .filter(fault -> ofFaults)
            .or(
                () ->
                    parts.stream()
                        .filter(candidate -> candidate.key().equals(key.get()))
                        .findFirst());
    if (part.isEmpty()) {
      throw Misfit.plain(
          "must have "
              + (parts.size() == 1 && !ofFaults
                  ? "no phase"
                  : parts.stream().map(RunPart::key).collect(Collectors.joining(" or ")))
              + " before "
              + figure.name()
              + ", not "
              + Printable.shown(key.get()));
    }
    return part.get();
  }
}
