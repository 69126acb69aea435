package dev.tokenstorm.settings;

import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operator commands in percent of the activities, a pause with its length: {@code
 * pause=5%:2s,reset=1%,options=1%}.
 */
final class OperatorNotation implements Notation<OperatorPlan> {
  private static final double TOLERANCE = 1e-6;
  private static final String EXAMPLE = "pause=5%:2s,reset=1%,options=1%";

  /** A mix without any command, as there is no text for none. */
  private static final String NOTHING = "reset=0%";

  private static final List<String> NAMES = List.of("pause", "reset", "options");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,40})?) ?%?");
  private static final DurationNotation LENGTH =
      DurationNotation.between(Duration.ofMillis(1), Duration.ofHours(1));

  @Override
  public OperatorPlan parse(String text) throws Misfit {
    Map<OperatorCommand, Double> percents = new EnumMap<>(OperatorCommand.class);
    Duration pauseFor = Duration.ZERO;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      OperatorCommand command = command(equals < 0 ? part.strip() : part.substring(0, equals));
      if (equals < 0) {
        throw new Misfit("must give each command a percentage, as in " + EXAMPLE);
      }
      String share = part.substring(equals + 1);
      int colon = share.indexOf(':');
      if (command == OperatorCommand.PAUSE) {
        if (colon < 0) {
          throw new Misfit("must say how long a pause lasts, as in " + EXAMPLE);
        }
        pauseFor = length(share.substring(colon + 1).strip());
        share = share.substring(0, colon);
      } else if (colon >= 0) {
        throw Misfit.plain("must give a length to pause alone, not to " + command.key());
      }
      if (percents.put(command, percent(share.strip())) != null) {
        throw Misfit.plain("must name " + command.key() + " only once");
      }
    }
    double sum = percents.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > 100 + TOLERANCE) {
      throw Misfit.plain(
          "must sum to 100 at most, and these sum to "
              + RateNotation.plain(Math.round(sum * 1e7) / 1e7));
    }
    double paused = percents.getOrDefault(OperatorCommand.PAUSE, 0.0);
    return new OperatorPlan(
        paused,
        paused > 0 ? pauseFor : Duration.ZERO,
        percents.getOrDefault(OperatorCommand.RESET, 0.0),
        percents.getOrDefault(OperatorCommand.OPTIONS, 0.0));
  }

  private static OperatorCommand command(String name) throws Misfit {
    return switch (name.strip()) {
      case "pause" -> OperatorCommand.PAUSE;
      case "reset" -> OperatorCommand.RESET;
      case "options" -> OperatorCommand.OPTIONS;
      default ->
          throw Misfit.plain(
              "must say "
                  + Nearest.to(name.strip(), NAMES)
                  + " where it says "
                  + Printable.shown(name.strip())
                  + "; the commands are pause, reset and options");
    };
  }

  private static double percent(String text) throws Misfit {
    Matcher percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      throw new Misfit("must give each command a percentage, as in " + EXAMPLE);
    }
    return new BigDecimal(percent.group(1)).doubleValue();
  }

  private static Duration length(String text) throws Misfit {
    try {
      return LENGTH.parse(text);
    } catch (Misfit misfit) {
      throw Misfit.plain(
          "must give pause a length between 1ms and 1h, as in "
              + EXAMPLE
              + ", not "
              + Printable.shown(text));
    }
  }

  /** Commands with a share of zero are left out, but for one where all are zero. */
  @Override
  public String print(OperatorPlan value) {
    List<String> parts = new ArrayList<>();
    if (value.pause() > 0) {
      parts.add(
          "pause="
              + RateNotation.plain(value.pause())
              + "%:"
              + DurationNotation.text(value.pauseFor()));
    }
    if (value.reset() > 0) {
      parts.add("reset=" + RateNotation.plain(value.reset()) + "%");
    }
    if (value.options() > 0) {
      parts.add("options=" + RateNotation.plain(value.options()) + "%");
    }
    return parts.isEmpty() ? NOTHING : String.join(",", parts);
  }
}
