package dev.tokenstorm.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the setting that somebody meant who named it as other load tools do, or misspelt it. */
public final class SettingGuess {
  /** Flags of k6, wrk, JMeter, Gatling, hey and vegeta, without dashes, and what they are here. */
  private static final Map<String, Setting<?>> SETTINGS_BY_OTHER_NAMES =
      Map.ofEntries(
          Map.entry("vus", RunSettings.IN_FLIGHT),
          Map.entry("users", RunSettings.IN_FLIGHT),
          Map.entry("concurrency", RunSettings.IN_FLIGHT),
          Map.entry("connections", RunSettings.IN_FLIGHT),
          Map.entry("parallelism", RunSettings.IN_FLIGHT),
          Map.entry("threads", RunSettings.COMPLETERS),
          Map.entry("iterations", RunSettings.WORKFLOWS),
          Map.entry("requests", RunSettings.WORKFLOWS),
          Map.entry("loops", RunSettings.WORKFLOWS),
          Map.entry("time", RunSettings.DURATION),
          Map.entry("length", RunSettings.DURATION),
          Map.entry("runtime", RunSettings.DURATION),
          Map.entry("rps", RunSettings.RATE),
          Map.entry("qps", RunSettings.RATE),
          Map.entry("tps", RunSettings.RATE),
          Map.entry("throughput", RunSettings.RATE),
          Map.entry("arrivalrate", RunSettings.RATE),
          Map.entry("rampup", RunSettings.STAGES),
          Map.entry("ramp", RunSettings.STAGES),
          Map.entry("threshold", RunSettings.REQUIRE),
          Map.entry("thresholds", RunSettings.REQUIRE),
          Map.entry("slo", RunSettings.REQUIRE),
          Map.entry("assert", RunSettings.REQUIRE),
          Map.entry("address", RunSettings.TARGET),
          Map.entry("host", RunSettings.TARGET),
          Map.entry("url", RunSettings.TARGET),
          Map.entry("server", RunSettings.TARGET),
          Map.entry("thinktime", RunSettings.COMPLETION_DELAY),
          Map.entry("delay", RunSettings.COMPLETION_DELAY),
          Map.entry("payload", RunSettings.PAYLOAD_BYTES),
          Map.entry("payloadsize", RunSettings.PAYLOAD_BYTES),
          Map.entry("bodysize", RunSettings.PAYLOAD_BYTES),
          Map.entry("gracefulstop", RunSettings.DRAIN_TIMEOUT),
          Map.entry("output", RunSettings.OUT));

  private SettingGuess() {}

  /** The setting that another tool calls by a flag's or key's name; dashes and case count not. */
  public static Optional<Setting<?>> elsewhere(String name) {
    String bare = name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    return Optional.ofNullable(SETTINGS_BY_OTHER_NAMES.get(bare));
  }

  /** The name among known ones that was meant. */
  static String of(String name, Collection<String> known) {
    return elsewhere(name)
        .map(Setting::name)
        .filter(known::contains)
        .orElseGet(() -> Nearest.to(name, known));
  }
}
