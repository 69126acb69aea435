package dev.tokenstorm.settings;

import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The null front end's options: {@code latency=20ms,capacity=500/s,stall=2s@10s,eager}. */
final class NullNotation implements Notation<NullOptions> {
  private static final String LATENCY = "latency";
  private static final String DRIFT = "drift";
  private static final String RPC_LATENCY = "rpc-latency";
  private static final String POLL_LATENCY = "poll-latency";
  private static final String CAPACITY = "capacity";
  private static final String LIMIT = "limit";
  private static final String STALL = "stall";
  private static final String LOSE_REPLIES = "lose-replies";
  private static final String DUPLICATE_TASKS = "duplicate-tasks";
  private static final String EAGER = "eager";
  private static final String NO_STANDALONE = "no-standalone";
  private static final String OPERATOR_COMMANDS = "operator-commands";
  private static final String SEED = "seed";
  private static final List<String> NAMES =
      List.of(
          LATENCY,
          DRIFT,
          RPC_LATENCY,
          POLL_LATENCY,
          CAPACITY,
          LIMIT,
          STALL,
          LOSE_REPLIES,
          DUPLICATE_TASKS,
          EAGER,
          NO_STANDALONE,
          OPERATOR_COMMANDS,
          SEED);

  /** Options without a value. */
  private static final List<String> SWITCHES = List.of(EAGER, NO_STANDALONE, OPERATOR_COMMANDS);

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final DurationNotation DURATION =
      DurationNotation.between(Duration.ofNanos(1_000), LONGEST);

  /** Between options, and not a comma that groups a number's digits in threes. */
  private static final Pattern SEPARATOR = Pattern.compile(",(?![0-9]{3}(?![0-9]))");

  /** After how much time a drift has grown by what it says. */
  private static final Map<String, Duration> EACH =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  private static final RateNotation RATE = new RateNotation();
  private static final Notation<Long> SEEDS = CountNotation.between(0, RunIdentity.LARGEST_SEED);

  @Override
  public NullOptions parse(String text) throws Misfit {
    Map<String, String> given = new HashMap<>();
    for (String part : text.isEmpty() ? List.<String>of() : List.of(SEPARATOR.split(text, -1))) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!NAMES.contains(name)) {
        throw unknown(name);
      }
      if (SWITCHES.contains(name) != equals < 0) {
        throw Misfit.plain(
            SWITCHES.contains(name)
                ? "must give " + name + " without a value"
                : "must give " + name + " a value, as in " + example(name));
      }
      if (given.put(name, part.substring(equals + 1)) != null) {
        throw Misfit.plain("must name " + name + " only once");
      }
    }
    return new NullOptions(
        delay(given, LATENCY),
        drift(given),
        delay(given, RPC_LATENCY),
        delay(given, POLL_LATENCY),
        rate(given, CAPACITY),
        rate(given, LIMIT),
        stall(given),
        share(given, LOSE_REPLIES),
        share(given, DUPLICATE_TASKS),
        given.containsKey(EAGER),
        !given.containsKey(NO_STANDALONE),
        given.containsKey(OPERATOR_COMMANDS),
        seed(given));
  }

  private static Misfit unknown(String name) {
    return Misfit.plain(
        "must say "
            + Nearest.to(name, NAMES)
            + " where it says "
            + Printable.shown(name)
            + "; the null front end's options are "
            + String.join(", ", NAMES));
  }

  private static String example(String name) {
    return switch (name) {
      case CAPACITY, LIMIT -> name + "=500/s";
      case DRIFT -> "drift=20ms/m";
      case STALL -> "stall=2s@10s";
      case LOSE_REPLIES, DUPLICATE_TASKS -> name + "=1%";
      case SEED -> "seed=7";
      default -> name + "=20ms or " + name + "=exp:20ms";
    };
  }

  private static Misfit wrong(String name, String value) {
    return Misfit.plain(
        "must give "
            + name
            + " a value that it can have, as in "
            + example(name)
            + ", not "
            + Printable.shown(value));
  }

  private interface Reader<T> {
    T read(String text) throws Misfit;
  }

  private static <T> Optional<T> value(Map<String, String> given, String name, Reader<T> reader)
      throws Misfit {
    String text = given.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(text));
    } catch (Misfit misfit) {
      throw wrong(name, text);
    }
  }

  private static Optional<Delay> delay(Map<String, String> given, String name) throws Misfit {
    return value(
        given,
        name,
        text ->
            text.startsWith("exp:")
                ? new Delay.Exponential(DURATION.parse(text.substring("exp:".length())))
                : new Delay.Fixed(DURATION.parse(text)));
  }

  private static OptionalDouble rate(Map<String, String> given, String name) throws Misfit {
    Optional<Double> rate = value(given, name, RATE::parse);
    return rate.isPresent() ? OptionalDouble.of(rate.get()) : OptionalDouble.empty();
  }

  private static OptionalLong seed(Map<String, String> given) throws Misfit {
    Optional<Long> seed = value(given, SEED, SEEDS::parse);
    return seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty();
  }

  private static Optional<NullOptions.Drift> drift(Map<String, String> given) throws Misfit {
    return value(
        given,
        DRIFT,
        text -> {
          int slash = text.indexOf('/');
          String unit = text.substring(slash + 1);
          if (slash < 0 || !EACH.containsKey(unit)) {
            throw wrong(DRIFT, text);
          }
          return new NullOptions.Drift(
              DURATION.parse(text.substring(0, slash)), Objects.requireNonNull(EACH.get(unit)));
        });
  }

  private static String unit(Duration each) {
    return EACH.entrySet().stream()
        .filter(unit -> unit.getValue().equals(each))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<NullOptions.Stall> stall(Map<String, String> given) throws Misfit {
    return value(
        given,
        STALL,
        text -> {
          int at = text.indexOf('@');
          if (at < 0) {
            throw wrong(STALL, text);
          }
          return new NullOptions.Stall(
              DURATION.parse(text.substring(0, at)),
              DurationNotation.upTo(LONGEST).parse(text.substring(at + 1)));
        });
  }

  /** A bare number from 1 up might be meant in percent or not, so it is refused. */
  private static double share(Map<String, String> given, String name) throws Misfit {
    return value(
            given,
            name,
            text -> {
              OptionalDouble share = Unit.RATIO.parse(text);
              boolean ambiguous = !text.endsWith("%") && share.orElse(0) >= 1;
              if (share.isEmpty()
                  || ambiguous
                  || share.getAsDouble() < 0
                  || share.getAsDouble() > 1) {
                throw wrong(name, text);
              }
              return share.getAsDouble();
            })
        .orElse(0.0);
  }

  @Override
  public String print(NullOptions value) {
    List<String> parts = new ArrayList<>();
    DelayNotation delays = new DelayNotation();
    value.latency().ifPresent(delay -> parts.add(LATENCY + '=' + delays.print(delay)));
    value
        .drift()
        .ifPresent(
            drift ->
                parts.add(
                    DRIFT
                        + '='
                        + DurationNotation.text(drift.growth())
                        + '/'
                        + unit(drift.each())));
    value.rpcLatency().ifPresent(delay -> parts.add(RPC_LATENCY + '=' + delays.print(delay)));
    value.pollLatency().ifPresent(delay -> parts.add(POLL_LATENCY + '=' + delays.print(delay)));
    value.capacity().ifPresent(rate -> parts.add(CAPACITY + '=' + RATE.print(rate)));
    value.limit().ifPresent(rate -> parts.add(LIMIT + '=' + RATE.print(rate)));
    value
        .stall()
        .ifPresent(
            stall ->
                parts.add(
                    STALL
                        + '='
                        + DurationNotation.text(stall.length())
                        + '@'
                        + DurationNotation.text(stall.after())));
    if (value.loseReplies() > 0) {
      parts.add(LOSE_REPLIES + '=' + percent(value.loseReplies()));
    }
    if (value.duplicateTasks() > 0) {
      parts.add(DUPLICATE_TASKS + '=' + percent(value.duplicateTasks()));
    }
    if (value.eager()) {
      parts.add(EAGER);
    }
    if (!value.standalone()) {
      parts.add(NO_STANDALONE);
    }
    if (value.operatorCommands()) {
      parts.add(OPERATOR_COMMANDS);
    }
    value.seed().ifPresent(seed -> parts.add(SEED + '=' + seed));
    return String.join(",", parts);
  }

  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
    return percent.toPlainString() + '%';
  }
}
