package dev.tokenstorm.settings;

import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The delays of {@code --completion-delay}: {@code 50ms}, {@code exp:50ms}, {@code
 * uniform:10ms..90ms}, {@code lognormal:50ms,0.5}.
 */
final class DelayNotation implements Notation<Delay> {
  private static final Duration LONGEST = Duration.ofHours(24);

  /** Longer texts are no delay, so that a hostile one costs no search in it. */
  private static final int LONGEST_TEXT = 200;

  private static final double WIDEST_SIGMA = 5;
  private static final DurationNotation ANY = DurationNotation.upTo(LONGEST);
  private static final DurationNotation POSITIVE =
      DurationNotation.between(Duration.ofNanos(1_000), LONGEST);
  private static final Pattern SIGMA = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,40})?");
  private static final Pattern SHAPED =
      Pattern.compile(
          "exp:(?<mean>.+)|uniform:(?<from>.+?)\\.\\.(?<to>.+)"
              + "|lognormal:(?<median>.+),(?<sigma>[^,]+)");

  @Override
  public Delay parse(String text) throws Misfit {
    if (!text.contains(":")) {
      return new Delay.Fixed(duration(ANY, text));
    }
    Matcher shaped = SHAPED.matcher(text);
    if (text.length() > LONGEST_TEXT || !shaped.matches()) {
      throw noDelay();
    }
    if (shaped.group("mean") != null) {
      return new Delay.Exponential(duration(POSITIVE, shaped.group("mean")));
    }
    if (shaped.group("from") != null) {
      return uniform(duration(ANY, shaped.group("from")), duration(ANY, shaped.group("to")));
    }
    return new Delay.LogNormal(
        duration(POSITIVE, shaped.group("median")), sigma(shaped.group("sigma")));
  }

  @Override
  public String print(Delay value) {
    if (value instanceof Delay.Exponential exponential) {
      return "exp:" + DurationNotation.text(exponential.mean());
    }
    if (value instanceof Delay.Uniform uniform) {
      return "uniform:"
          + DurationNotation.text(uniform.from())
          + ".."
          + DurationNotation.text(uniform.to());
    }
    if (value instanceof Delay.LogNormal logNormal) {
      return "lognormal:"
          + DurationNotation.text(logNormal.median())
          + ","
          + RateNotation.plain(logNormal.sigma());
    }
    return DurationNotation.text(((Delay.Fixed) value).delay());
  }

  private static Duration duration(DurationNotation notation, String text) throws Misfit {
    try {
      return notation.parse(text);
    } catch (Misfit misfit) {
      throw misfit.demand().startsWith("must be between") ? misfit : noDelay();
    }
  }

  private static Delay uniform(Duration from, Duration to) throws Misfit {
    if (from.compareTo(to) > 0) {
      throw Misfit.plain("must name the shorter bound first, as in uniform:10ms..90ms");
    }
    return new Delay.Uniform(from, to);
  }

  private static double sigma(String text) throws Misfit {
    if (!SIGMA.matcher(text).matches()) {
      throw noDelay();
    }
    double sigma = new BigDecimal(text).doubleValue();
    if (sigma > WIDEST_SIGMA) {
      throw new Misfit("must have a sigma between 0 and 5");
    }
    return sigma;
  }

  private static Misfit noDelay() {
    return new Misfit(
        "must be a delay such as 0, 50ms, exp:50ms, uniform:10ms..90ms or lognormal:50ms,0.5");
  }
}
