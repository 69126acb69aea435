package dev.tokenstorm.settings;

import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in flight: {@code 200}, or {@code 10..200@30s} for one that rises over half a minute. */
final class InFlightNotation implements Notation<InFlight> {
  private static final Notation<Integer> NUMBER = CountNotation.ints(1, 1_000_000);
  private static final Notation<Duration> OVER =
      DurationNotation.between(Duration.ofMillis(1), Duration.ofDays(30));

  /** Longer texts are no ramp, so that a hostile one costs no search in it. */
  private static final int LONGEST = 200;

  private static final Pattern RAMP =
      Pattern.compile("(?<from>[^@]+?)\\.\\.(?<to>[^@]+)@(?<over>[^@]+)");

  @Override
  public InFlight parse(String text) throws Misfit {
    if (!text.contains("..") && !text.contains("@")) {
      return InFlight.constant(NUMBER.parse(text));
    }
    Matcher ramp = RAMP.matcher(text);
    if (text.length() > LONGEST || !ramp.matches()) {
      throw new Misfit("must be a number such as 200, or a ramp such as 10..200@30s");
    }
    return new InFlight(
        NUMBER.parse(ramp.group("from").strip()),
        NUMBER.parse(ramp.group("to").strip()),
        OVER.parse(ramp.group("over").strip()));
  }

  @Override
  public String print(InFlight value) {
    return value.ramp()
        ? value.from() + ".." + value.to() + "@" + DurationNotation.text(value.over())
        : NUMBER.print(value.from());
  }
}
