package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.Operator;
import dev.tokenstorm.objective.PartFigure;
import dev.tokenstorm.objective.PartFigureNotation;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code b.completions.rate > 1.2 * a}, {@code b.workflow.p99 <= a}, {@code
 * c.drain:completions.rate >= 90% * b}. The other side's figure may be named again: {@code 1.2 *
 * a.completions.rate}.
 */
public final class SideExpectationNotation implements Notation<SideExpectation> {
  private static final int LONGEST = 200;
  private static final List<Operator> OPERATORS =
      List.of(Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST);

  private static final Pattern PATTERN =
      Pattern.compile(
          " *(?<side>[A-Za-z0-9-]+)\\.(?<figure>[^<>=!~*]*[^<>=!~* ])"
              + " *(?<sign>[<>=!~]+)"
              + " *(?:(?<factor>[^ *<>=!~][^*<>=!~]*?) *\\* *)?"
              + "(?<against>[A-Za-z0-9-]+)(?:\\.(?<again>[^<>=!~*]*[^<>=!~* ]))? *");

  private final List<String> sides;
  private final PartFigureNotation figures = new PartFigureNotation();

  /**
   * @param sides the names of those that there are, at least two
   */
  public SideExpectationNotation(List<String> sides) {
    this.sides = List.copyOf(sides);
  }

  @Override
  public SideExpectation parse(String text) throws Misfit {
    Matcher matcher = PATTERN.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new Misfit(
          ("must be a side's figure, a comparison and a share of another side's, such as"
                  + " '%s.completions.rate > 1.2 * %s'")
              .formatted(sides.get(1), sides.get(0)));
    }
    String side = side(matcher.group("side"));
    PartFigure figure = figures.parse(matcher.group("figure"));
    Operator operator = operator(matcher.group("sign"));
    double factor = factor(Optional.ofNullable(matcher.group("factor")));
    String against = side(matcher.group("against"));
    if (side.equals(against)) {
      throw Misfit.plain("must compare two sides, and names %s twice".formatted(side));
    }
    if (matcher.group("again") != null && !figures.parse(matcher.group("again")).equals(figure)) {
      throw Misfit.plain(
          "must compare %s with the same figure of %s, not with %s"
              .formatted(figure.name(), against, Printable.shown(matcher.group("again"))));
    }
    return new SideExpectation(side, figure, operator, factor, against);
  }

  @Override
  public String print(SideExpectation value) {
    return value.toString();
  }

  private String side(String name) throws Misfit {
    if (!sides.contains(name)) {
      throw Misfit.plain(
          "must name one of the sides %s, not %s"
              .formatted(String.join(", ", sides), Printable.shown(name)));
    }
    return name;
  }

  private static Operator operator(String sign) throws Misfit {
    return OPERATORS.stream()
        .filter(operator -> operator.sign().equals(sign))
        .findFirst()
        .orElseThrow(
            () ->
                Misfit.plain(
                    "must compare with %s, not %s"
                        .formatted(
                            OPERATORS.stream().map(Operator::sign).collect(Collectors.joining(" ")),
                            Printable.shown(sign))));
  }

  private static double factor(Optional<String> text) throws Misfit {
    if (text.isEmpty()) {
      return 1;
    }
    OptionalDouble factor = Unit.RATIO.parse(text.get());
    if (factor.isEmpty() || factor.getAsDouble() <= 0) {
      throw Misfit.plain(
          "must have a share above 0 before *, such as 1.2 or 120%, not "
              + Printable.shown(text.get()));
    }
    return factor.getAsDouble();
  }
}
