package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Statistic;
import dev.tokenstorm.text.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the figure that somebody meant who called it by a name it does not have: as other load
 * tools do (k6, wrk, JMeter, Gatling), or misspelt.
 */
final class FigureGuess {
  /** What other tools call a whole figure, without anything but letters and digits. */
  private static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("httpreqfailed", "errors.ratio"),
          Map.entry("httpreqfailedrate", "errors.ratio"),
          Map.entry("checks", "errors.ratio"),
          Map.entry("error", "errors.ratio"),
          Map.entry("errors", "errors.ratio"),
          Map.entry("latency", "workflow.p99"),
          Map.entry("responsetime", "workflow.p99"),
          Map.entry("iterationduration", "workflow.p99"),
          Map.entry("httpreqduration", "completion.p99"),
          Map.entry("httpreqs", "calls.count"),
          Map.entry("requests", "calls.count"),
          Map.entry("iterations", "workflows.closed"),
          Map.entry("samples", "workflows.closed"),
          Map.entry("droppediterations", "workflows.dropped"),
          Map.entry("vus", "workflows.in-flight-max"),
          Map.entry("vusmax", "workflows.in-flight-max"),
          Map.entry("users", "workflows.in-flight-max"),
          Map.entry("concurrency", "workflows.in-flight-max"));

  /** What other tools call a latency. */
  private static final Map<String, String> LATENCIES =
      Map.ofEntries(
          Map.entry("", "workflow"),
          Map.entry("latency", "workflow"),
          Map.entry("duration", "workflow"),
          Map.entry("iterationduration", "workflow"),
          Map.entry("responsetime", "workflow"),
          Map.entry("elapsed", "workflow"),
          Map.entry("time", "workflow"),
          Map.entry("httpreqduration", "completion"),
          Map.entry("request", "completion"),
          Map.entry("call", "completion"),
          Map.entry("completioncall", "completion"));

  private static final Map<String, String> STATISTICS =
      Map.ofEntries(
          Map.entry("avg", "mean"),
          Map.entry("average", "mean"),
          Map.entry("mean", "mean"),
          Map.entry("med", "p50"),
          Map.entry("median", "p50"),
          Map.entry("min", "min"),
          Map.entry("minimum", "min"),
          Map.entry("fastest", "min"),
          Map.entry("max", "max"),
          Map.entry("maximum", "max"),
          Map.entry("slowest", "max"),
          Map.entry("peak", "max"),
          Map.entry("count", "count"),
          Map.entry("samples", "count"));

  private static final List<String> RATES =
      List.of(
          "rate",
          "rps",
          "tps",
          "qps",
          "throughput",
          "per-second",
          "per-sec",
          "per_second",
          "s",
          "sec",
          "requests/sec",
          "req/sec",
          "req/s");

  private static final Pattern FAILURES = Pattern.compile("(?:err|fail)[a-z]*");
  private static final List<String> SHARES = List.of("rate", "ratio", "percent", "pct", "%");

  /** Percentiles: {@code p99}, {@code p(99.9)}, {@code 99th}, {@code 99%}, {@code q0.99}. */
  private static final Pattern PERCENTILE =
      Pattern.compile(
          "(?<sign>p|q|pct|perc|percentile|quantile)?["
              + " ._-]?\\(?(?<number>[0-9]{1,6}(?:[._][0-9]{1,6})?)\\)?(?<end>th|st|nd|rd|p|%)?(?:["
              + " ._-]?(?:line|pct|perc|percentile))?");

  private final Collection<String> known;

  /**
   * @param known the figures that there are
   */
  FigureGuess(Collection<String> known) {
    this.known = known;
  }

  /** The figure that was meant, or else the one whose name is nearest. */
  String of(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(WHOLE.get(bare(plain)))
        .or(() -> failures(plain))
        .or(() -> splits(plain).flatMap(this::timed).findFirst())
        .or(() -> splits(plain).flatMap(this::rated).findFirst())
        .orElseGet(() -> Nearest.to(name, known));
  }

  /** A name and the word before or behind it, cut at each possible place; or a word alone. */
  private record Split(String rest, String word) {}

  /** The longest word behind the name comes first, since {@code p99.9} has a dot of its own. */
  private static Stream<Split> splits(String name) {
    int[] cuts =
        IntStream.range(1, name.length())
            .filter(i -> " ._-/".indexOf(name.charAt(i)) >= 0)
            .toArray();
    return Stream.of(
            Stream.of(new Split("", name)),
            IntStream.of(cuts)
                .mapToObj(cut -> new Split(name.substring(0, cut), name.substring(cut + 1))),
            IntStream.range(0, cuts.length)
                .map(i -> cuts[cuts.length - 1 - i])
                .mapToObj(cut -> new Split(name.substring(cut + 1), name.substring(0, cut))))
        .flatMap(all -> all);
  }

  private static Optional<String> failures(String name) {
    return splits(name)
        .filter(split -> FAILURES.matcher(bare(split.rest())).matches())
        .filter(split -> SHARES.contains(split.word()))
        .findFirst()
        .map(split -> "errors.ratio");
  }

  private Stream<String> timed(Split split) {
    return statistic(split.word())
        .map(
            statistic -> named(LATENCIES.getOrDefault(bare(split.rest()), split.rest()), statistic))
        .stream();
  }

  private Stream<String> rated(Split split) {
    boolean rate = RATES.contains(split.word());
    return rate
        ? Stream.of(named(split.rest().isEmpty() ? "workflows" : split.rest(), "rate"))
        : Stream.empty();
  }

  /** Finds the figure whose name is nearest among those that end in a word. */
  private String named(String rest, String word) {
    return known.stream()
        .filter(name -> name.endsWith("." + word) || name.endsWith("-" + word))
        .min(
            Comparator.comparingInt(
                name ->
                    Nearest.distance(
                        shortened(rest), name.substring(0, name.length() - word.length() - 1))))
        .orElseThrow();
  }

  private static Optional<String> statistic(String word) {
    Optional<String> named = Optional.ofNullable(STATISTICS.get(word));
    if (named.isPresent()) {
      return named;
    }
    Matcher percentile = PERCENTILE.matcher(word);
    if (!percentile.matches()) {
      return Optional.empty();
    }
    String digits = percentile.group("number").replace('_', '.');
    double number = Double.parseDouble(digits);
    boolean marked = percentile.group("sign") != null || percentile.group("end") != null;
    if (!marked && !digits.startsWith("0.")) {
      return Optional.empty();
    }
    return Optional.of(nearestPercentile(percent(digits, number)));
  }

  /** {@code 0.99} is a quantile, and {@code 999} what some write for 99.9. */
  private static double percent(String digits, double number) {
    if (digits.startsWith("0.")) {
      return number * 100;
    }
    boolean run = !digits.contains(".") && number > 100;
    return run ? number / Math.pow(10, digits.length() - 2) : number;
  }

  /**
   * Finds the nearest percentile; where two are as near, the higher one, which is harder to meet.
   */
  private static String nearestPercentile(double percent) {
    return Stream.of(Statistic.values())
        .filter(statistic -> position(statistic).isPresent())
        .min(
            Comparator.comparingDouble(
                    (Statistic statistic) -> Math.abs(position(statistic).getAsDouble() - percent))
                .thenComparing(Comparator.<Statistic>reverseOrder()))
        .map(Statistic::key)
        .orElseThrow();
  }

  /** Where it stands between the least value, 0, and the greatest, 100. */
  private static OptionalDouble position(Statistic statistic) {
    return switch (statistic) {
      case MIN -> OptionalDouble.of(0);
      case MAX -> OptionalDouble.of(100);
      default ->
          statistic.quantile().isPresent()
              ? OptionalDouble.of(statistic.quantile().getAsDouble() * 100)
              : OptionalDouble.empty();
    };
  }

  private static String bare(String text) {
    return text.replaceAll("[^a-z0-9]", "");
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), Nearest.LONGEST)).replace('_', '-');
  }
}
