package dev.tokenstorm.objective;

import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code completion.p99 < 50ms}, {@code drain:completions.rate > 5k/s}, {@code errors.ratio < 5%
 * abort after 10s}.
 */
public final class ObjectiveNotation implements Notation<Objective> {
  private static final int LONGEST = 200;
  private static final Pattern PATTERN =
      Pattern.compile(
          " *(?:(?<part>[A-Za-z0-9_-]+) *: *)?(?<figure>[A-Za-z0-9][^<>=!~:]*?)"
              + " *(?<sign>[<>=!~]+) *(?<bound>[^ ].*?)"
              + "(?<abort> +abort(?: +after +(?<after>[^ ].*?))?)? *");

  private static final Notation<Duration> AFTER = DurationNotation.upTo(Duration.ofDays(30));

  @Override
  public Objective parse(String text) throws Misfit {
    Matcher matcher = PATTERN.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new Misfit(
          "must be a figure, a comparison and a bound, such as 'completion.p99 < 50ms'");
    }
    PartFigure found =
        PartFigureNotation.find(
            Optional.ofNullable(matcher.group("part")), matcher.group("figure"));
    RunPart part = found.part();
    Figure figure = found.figure();
    Operator comparison = comparison(matcher.group("sign"));
    double bound = bound(figure, comparison, matcher.group("bound"));
    Optional<Duration> abort =
        matcher.group("abort") == null
            ? Optional.empty()
            : Optional.of(after(part, Optional.ofNullable(matcher.group("after"))));
    return new Objective(part, figure, comparison, bound, abort);
  }

  @Override
  public String print(Objective value) {
    String abort =
        value
            .abortAfter()
            .map(
                after -> after.isZero() ? " abort" : " abort after " + DurationNotation.text(after))
            .orElse("");
    return value.requirement() + abort;
  }

  private static Operator comparison(String sign) throws Misfit {
    Optional<Operator> comparison = Operator.of(sign);
    if (comparison.isEmpty()) {
      throw Misfit.plain(
          "must compare with "
              + Stream.of(Operator.values()).map(Operator::sign).collect(Collectors.joining(" "))
              + ", not "
              + Printable.shown(sign));
    }
    return comparison.get();
  }

  private static double bound(Figure figure, Operator comparison, String text) throws Misfit {
    OptionalDouble bound = figure.unit().parse(text);
    if (bound.isEmpty()) {
      throw Misfit.plain(
          "must compare "
              + figure.name()
              + " with "
              + figure.unit().example()
              + ", not "
              + Printable.shown(text));
    }
    double number = bound.getAsDouble();
    if (number < 0 || (number == 0 && comparison == Operator.BELOW)) {
      throw Misfit.plain("must be possible to meet, and " + figure.name() + " is never below 0");
    }
    boolean never =
        figure.unit() == Unit.RATIO
            && (number > 1 || (number == 1 && comparison == Operator.ABOVE));
    if (never) {
      throw Misfit.plain(
          "must compare " + figure.name() + " with at most 100%, which it never exceeds");
    }
    return number;
  }

  private static Duration after(RunPart part, Optional<String> text) throws Misfit {
    if (part.equals(RunPart.RELEASE) || part.equals(RunPart.DRAIN)) {
      throw Misfit.plain(
          "must not abort in the %s, when nothing starts any more; leave out abort"
              .formatted(part.key()));
    }
    if (part.faultNumber().isPresent()) {
      throw Misfit.plain(
          "must not abort by what a fault costs, which is known at the end; leave out abort");
    }
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return AFTER.parse(text.get());
    } catch (Misfit misfit) {
      throw Misfit.plain(
          "must say after what time to abort, as in abort after 10s, not "
              + Printable.shown(text.get()));
    }
  }
}
