package dev.tokenstorm.fault;

import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Multiples;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.Quantity;
import dev.tokenstorm.text.RateText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault and when it begins: {@code 30s: cut 5s}, {@code 1m: delay 50ms±10ms for 10s}, {@code 2m:
 * reset 10%}, {@code 3m: lose-replies 1% of RespondActivityTaskCompleted for 10s}.
 */
public final class FaultNotation implements Notation<TimedFault> {
  private static final int LONGEST_TEXT = 200;
  private static final double FASTEST_LINK = 1e12;
  private static final String AFTER = "after ";
  private static final Duration TICK = Duration.ofMillis(1);
  private static final DurationNotation AT = DurationNotation.upTo(Duration.ofDays(30));
  private static final DurationNotation LENGTH = DurationNotation.between(TICK, Duration.ofDays(1));
  private static final DurationNotation DELAY = DurationNotation.between(TICK, Duration.ofHours(1));
  private static final DurationNotation SPREAD = DurationNotation.upTo(Duration.ofHours(1));

  /** The kinds by their words, each with an example. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("cut", "cut 5s"),
          Map.entry("blackhole", "blackhole 5s"),
          Map.entry("blackhole-replies", "blackhole-replies 5s"),
          Map.entry("stall", "stall 5s"),
          Map.entry("delay", "delay 50ms±10ms for 5s"),
          Map.entry("bandwidth", "bandwidth 1MiB/s for 5s"),
          Map.entry("reset", "reset 10%"),
          Map.entry("lose-replies", "lose-replies 1% for 5s"),
          Map.entry("kill-server", "kill-server"),
          Map.entry("restart-server", "restart-server after 5s"),
          Map.entry("pause-server", "pause-server 5s"),
          Map.entry("pause-generator", "pause-generator 5s"),
          Map.entry("lose-worker", "lose-worker 5s"),
          Map.entry("exec", "exec NAME for 5s"));

  /** In the order in which they are listed. */
  private static final List<String> WORDS =
      List.of(
          "cut",
          "blackhole",
          "blackhole-replies",
          "stall",
          "delay",
          "bandwidth",
          "reset",
          "lose-replies",
          "kill-server",
          "restart-server",
          "pause-server",
          "pause-generator",
          "lose-worker",
          "exec");

  /** The last of the signs is what a JVM makes of ± where the locale is not one of UTF-8. */
  private static final Pattern SLOW_LINK =
      Pattern.compile(
          "(?<mean>[^±+\uFFFD]+?) ?"
              + "(?:(?:±|\\+-|\\+/-|\uFFFD\uFFFD) ?(?<spread>[^±+\uFFFD]+?))? for (?<length>.+)");

  private static final Pattern BANDWIDTH = Pattern.compile("(?<rate>.+?) for (?<length>.+)");

  private static final Pattern LOSE_REPLIES =
      Pattern.compile("(?<share>.+?)(?: of (?<method>.+?))? for (?<length>.+)");

  /** Bytes of each unit in which a rate is printed, the first that divides it. */
  private static final List<Map.Entry<String, Long>> RATE_UNITS =
      List.of(
          Map.entry("GiB", 1L << 30),
          Map.entry("GB", 1_000L * 1_000_000),
          Map.entry("MiB", 1L << 20),
          Map.entry("MB", 1_000_000L),
          Map.entry("KiB", 1L << 10),
          Map.entry("kB", 1_000L),
          Map.entry("B", 1L));

  @Override
  public TimedFault parse(String text) throws Misfit {
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() > LONGEST_TEXT) {
      throw new Misfit("must be a time from the run's start and a fault, as in '30s: cut 5s'");
    }
    String words = text.substring(colon + 1).strip().replaceAll("\\s+", " ");
    int space = words.indexOf(' ');
    String word = space < 0 ? words : words.substring(0, space);
    if (!WORDS.contains(word)) {
      throw unknown(word);
    }
    return new TimedFault(
        at(text.substring(0, colon).strip()),
        kind(word, space < 0 ? "" : words.substring(space + 1)));
  }

  private static Misfit unknown(String word) {
    return Misfit.plain(
        "must say "
            + Nearest.to(word, WORDS)
            + " where it says "
            + Printable.shown(word)
            + "; the faults are "
            + String.join(", ", WORDS));
  }

  private static Duration at(String text) throws Misfit {
    try {
      return AT.parse(text);
    } catch (Misfit misfit) {
      throw Misfit.plain(
          "must begin with a time between 0 and 720h from the run's start, as in '30s: cut 5s', not"
              + " with "
              + Printable.shown(text));
    }
  }

  private static FaultKind kind(String word, String rest) throws Misfit {
    return switch (word) {
      case "cut" -> new FaultKind.Cut(length(word, rest));
      case "blackhole" -> new FaultKind.Blackhole(length(word, rest));
      case "blackhole-replies" -> new FaultKind.BlackholeReplies(length(word, rest));
      case "stall" -> new FaultKind.Stall(length(word, rest));
      case "delay" -> slowLink(word, rest);
      case "bandwidth" -> bandwidth(word, rest);
      case "reset" -> new FaultKind.Reset(share(word, rest, rest));
      case "lose-replies" -> loseReplies(word, rest);
      case "kill-server" -> killServer(word, rest);
      case "restart-server" -> restartServer(word, rest);
      case "pause-server" -> new FaultKind.PauseServer(length(word, rest));
      case "pause-generator" -> new FaultKind.PauseGenerator(length(word, rest));
      case "lose-worker" -> new FaultKind.LoseWorker(length(word, rest));
      case "exec" -> exec(word, rest);
      default -> throw unknown(word);
    };
  }

  /** A length with or without the word before it that other kinds have. */
  private static Duration length(String word, String rest) throws Misfit {
    return duration(word, LENGTH, rest.startsWith("for ") ? rest.substring(4) : rest);
  }

  private static Duration duration(String word, DurationNotation bounds, String text)
      throws Misfit {
    try {
      return bounds.parse(text);
    } catch (Misfit misfit) {
      throw wrong(word, text);
    }
  }

  private static FaultKind slowLink(String word, String rest) throws Misfit {
    Matcher matcher = SLOW_LINK.matcher(rest);
    if (!matcher.matches()) {
      throw wrong(word, rest);
    }
    Duration mean = duration(word, DELAY, matcher.group("mean"));
    Optional<String> given = Optional.ofNullable(matcher.group("spread"));
    Duration spread = given.isEmpty() ? Duration.ZERO : duration(word, SPREAD, given.get());
    if (spread.compareTo(mean) > 0) {
      throw Misfit.plain("must give delay a spread that is no larger than the delay itself");
    }
    return new FaultKind.SlowLink(mean, spread, duration(word, LENGTH, matcher.group("length")));
  }

  private static FaultKind bandwidth(String word, String rest) throws Misfit {
    Matcher matcher = BANDWIDTH.matcher(rest);
    if (!matcher.matches()) {
      throw wrong(word, rest);
    }
    String text = matcher.group("rate");
    // Nothing else says that a bare number is one of bytes.
    String unit = Quantity.of(text).map(Quantity::unit).orElse("");
    OptionalDouble rate =
        unit.contains("/") && !unit.startsWith("/")
            ? RateText.perSecond(text, Multiples.BYTES)
            : OptionalDouble.empty();
    double bytes = rate.orElse(0);
    if (!(bytes >= 1 && bytes <= FASTEST_LINK)) {
      throw wrong(word, rest);
    }
    return new FaultKind.Bandwidth(
        Math.round(bytes), duration(word, LENGTH, matcher.group("length")));
  }

  private static FaultKind loseReplies(String word, String rest) throws Misfit {
    Matcher matcher = LOSE_REPLIES.matcher(rest);
    if (!matcher.matches()) {
      throw wrong(word, rest);
    }
    Optional<String> method = Optional.ofNullable(matcher.group("method"));
    if (method.isPresent() && !CallNames.known(method.get())) {
      throw Misfit.plain(
          "must name a call of Temporal's workflow service where it says "
              + Printable.shown(method.get())
              + ", such as "
              + String.join(" or ", CallNames.near(method.get())));
    }
    return new FaultKind.LoseReplies(
        share(word, rest, matcher.group("share")),
        method,
        duration(word, LENGTH, matcher.group("length")));
  }

  /** A percentage above 0, as a part of 1. */
  private static double share(String word, String rest, String text) throws Misfit {
    Optional<BigDecimal> percent =
        Quantity.of(text)
            .filter(quantity -> quantity.unit().equals("%"))
            .map(Quantity::number)
            .filter(number -> number.signum() > 0)
            .filter(number -> number.compareTo(BigDecimal.valueOf(100)) <= 0);
    if (percent.isEmpty()) {
      throw wrong(word, rest);
    }
    return percent.get().movePointLeft(2).doubleValue();
  }

  private static FaultKind killServer(String word, String rest) throws Misfit {
    if (!rest.isEmpty()) {
      throw wrong(word, rest);
    }
    return new FaultKind.KillServer();
  }

  private static FaultKind restartServer(String word, String rest) throws Misfit {
    if (!rest.startsWith(AFTER)) {
      throw wrong(word, rest);
    }
    return new FaultKind.RestartServer(duration(word, LENGTH, rest.substring(AFTER.length())));
  }

  private static FaultKind exec(String word, String rest) throws Misfit {
    String[] parts = rest.split(" for ", 2);
    if (!FaultCommand.isName(parts[0])) {
      throw wrong(word, rest);
    }
    return new FaultKind.Exec(
        parts[0], parts.length == 1 ? Duration.ZERO : duration(word, LENGTH, parts[1]));
  }

  private static Misfit wrong(String word, String text) {
    return Misfit.plain(
        "must give "
            + word
            + " what it can have, as in '30s: "
            + EXAMPLES.get(word)
            + "', not "
            + (text.isEmpty() ? "nothing" : Printable.shown(text)));
  }

  @Override
  public String print(TimedFault value) {
    return DurationNotation.text(value.at()) + ": " + text(value.kind());
  }

  private static String text(FaultKind kind) {
    String length = DurationNotation.text(kind.length());
    if (kind instanceof FaultKind.SlowLink slow) {
      return "delay "
          + DurationNotation.text(slow.mean())
          + (slow.spread().isZero() ? "" : "±" + DurationNotation.text(slow.spread()))
          + " for "
          + length;
    }
    if (kind instanceof FaultKind.Bandwidth bandwidth) {
      return "bandwidth " + rate(bandwidth.bytesPerSecond()) + " for " + length;
    }
    if (kind instanceof FaultKind.Reset reset) {
      return "reset " + percent(reset.share());
    }
    if (kind instanceof FaultKind.LoseReplies lost) {
      return "lose-replies "
          + percent(lost.share())
          + lost.method().map(" of "::concat).orElse("")
          + " for "
          + length;
    }
    if (kind instanceof FaultKind.RestartServer restart) {
      return restart.word() + " " + AFTER + length;
    }
    if (kind instanceof FaultKind.Exec) {
      return kind.title() + (kind.length().isZero() ? "" : " for " + length);
    }
    return kind instanceof FaultKind.KillServer ? kind.word() : kind.word() + " " + length;
  }

  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  private static String rate(long bytesPerSecond) {
    return RATE_UNITS.stream()
        .filter(unit -> bytesPerSecond % unit.getValue() == 0)
        .findFirst()
        .map(unit -> bytesPerSecond / unit.getValue() + unit.getKey() + "/s")
        .orElseThrow();
  }
}
