package dev.tokenstorm.settings;

import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.Stage;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The stages of {@code --stages}: {@code 30s@100/s} holds a rate, {@code 1m@100/s..1k/s} goes
 * evenly from one to another, {@code 10s@0/s} is a pause; joined by commas.
 */
final class StagesNotation implements Notation<LoadShape> {
  private static final int MOST_STAGES = 1_000;

  /** Longer texts are no stage, so that a hostile one costs no search in it. */
  private static final int LONGEST_STAGE = 200;

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final DurationNotation LENGTH =
      DurationNotation.between(Duration.ofMillis(1), LONGEST);
  private static final RateNotation RATE = RateNotation.orZero();
  private static final Pattern STAGE =
      Pattern.compile("(?<length>[^@]+)@(?<from>[^@]+?)(?:\\.\\.(?<to>[^@]+))?");

  @Override
  public LoadShape parse(String text) throws Misfit {
    List<Stage> stages = new ArrayList<>();
    String[] parts = text.split(",", -1);
    if (parts.length > MOST_STAGES) {
      throw Misfit.plain("must have at most " + MOST_STAGES + " stages");
    }
    for (String part : parts) {
      stages.add(stage(part.strip()));
    }
    LoadShape shape = new LoadShape(stages);
    if (shape.peakPerSecond() == 0) {
      throw Misfit.plain("must have a stage with a rate above 0");
    }
    if (shape.length().compareTo(LONGEST) > 0) {
      throw Misfit.plain("must not take longer than " + DurationNotation.text(LONGEST));
    }
    return shape;
  }

  @Override
  public String print(LoadShape value) {
    return value.stages().stream().map(StagesNotation::text).collect(Collectors.joining(","));
  }

  private static String text(Stage stage) {
    return DurationNotation.text(stage.length())
        + "@"
        + RATE.print(stage.from())
        + (stage.from() == stage.to() ? "" : ".." + RATE.print(stage.to()));
  }

  private static Stage stage(String text) throws Misfit {
    Matcher stage = STAGE.matcher(text);
    if (text.length() > LONGEST_STAGE || !stage.matches()) {
      throw wrong(text, "must have stages such as 30s@100/s or 1m@100/s..1k/s");
    }
    double from = value(RATE, stage.group("from"), text);
    double to = stage.group("to") == null ? from : value(RATE, stage.group("to"), text);
    return new Stage(value(LENGTH, stage.group("length"), text), from, to);
  }

  private static <T> T value(Notation<T> notation, String text, String stage) throws Misfit {
    try {
      return notation.parse(text.strip());
    } catch (Misfit misfit) {
      throw wrong(
          stage,
          misfit
              .demand()
              .replaceFirst("^must be between", "must have stages that last between")
              .replaceFirst("^must be", "must give each stage"));
    }
  }

  private static Misfit wrong(String text, String demand) {
    return Misfit.plain(demand + ", where it has " + Printable.shown(text));
  }
}
