package dev.tokenstorm.settings;

import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Outcomes in percent, those left out being zero: {@code complete=97,fail=1,cancel=2}. */
final class OutcomesNotation implements Notation<Outcomes> {
  private static final double TOLERANCE = 1e-6;
  private static final List<String> NAMES = List.of("complete", "fail", "abandon", "cancel");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,40})?) ?%?");

  @Override
  public Outcomes parse(String text) throws Misfit {
    Map<String, Double> percents = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part.strip() : part.substring(0, equals).strip();
      if (!NAMES.contains(name)) {
        throw unknown(name);
      }
      Matcher percent = PERCENT.matcher(part.substring(equals + 1).strip());
      if (equals < 0 || !percent.matches()) {
        throw new Misfit("must give each outcome a percentage, as in complete=97,fail=3");
      }
      if (percents.put(name, new BigDecimal(percent.group(1)).doubleValue()) != null) {
        throw Misfit.plain("must name " + name + " only once");
      }
    }
    double sum = percents.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 100) > TOLERANCE) {
      throw Misfit.plain("must sum to 100, and these sum to " + shortened(sum));
    }
    return new Outcomes(
        percents.getOrDefault("complete", 0.0),
        percents.getOrDefault("fail", 0.0),
        percents.getOrDefault("abandon", 0.0),
        percents.getOrDefault("cancel", 0.0));
  }

  @Override
  public String print(Outcomes value) {
    return "complete="
        + RateNotation.plain(value.complete())
        + ",fail="
        + RateNotation.plain(value.fail())
        + ",abandon="
        + RateNotation.plain(value.abandon())
        + ",cancel="
        + RateNotation.plain(value.cancel());
  }

  private static Misfit unknown(String name) {
    String nearest = Nearest.to(name, NAMES);
    return Misfit.plain(
        "must say "
            + nearest
            + " where it says "
            + Printable.shown(name)
            + "; the outcomes are complete, fail, abandon and cancel");
  }

  private static String shortened(double sum) {
    return RateNotation.plain(Math.round(sum * 1e7) / 1e7);
  }
}
