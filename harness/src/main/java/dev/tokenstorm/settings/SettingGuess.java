package dev.tokenstorm.settings;

import dev.tokenstorm.text.Nearest;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the setting that somebody meant who named it as other load tools do, or misspelt it. */
public final class SettingGuess {
  /** Flags of k6, wrk, JMeter, Gatling, hey and vegeta, without dashes, and what they are here. */
  private static final Map<String, Setting<?>> SETTINGS_BY_OTHER_NAMES =
      Map.ofEntries(
          Map.entry("vus", LoadSettings.IN_FLIGHT),
          Map.entry("users", LoadSettings.IN_FLIGHT),
          Map.entry("concurrency", LoadSettings.IN_FLIGHT),
          Map.entry("connections", LoadSettings.IN_FLIGHT),
          Map.entry("parallelism", LoadSettings.IN_FLIGHT),
          Map.entry("threads", CompletionSettings.COMPLETERS),
          Map.entry("iterations", LoadSettings.WORKFLOWS),
          Map.entry("requests", LoadSettings.WORKFLOWS),
          Map.entry("loops", LoadSettings.WORKFLOWS),
          Map.entry("time", LoadSettings.DURATION),
          Map.entry("length", LoadSettings.DURATION),
          Map.entry("runtime", LoadSettings.DURATION),
          Map.entry("rps", LoadSettings.RATE),
          Map.entry("qps", LoadSettings.RATE),
          Map.entry("tps", LoadSettings.RATE),
          Map.entry("throughput", LoadSettings.RATE),
          Map.entry("arrivalrate", LoadSettings.RATE),
          Map.entry("rampup", LoadSettings.STAGES),
          Map.entry("ramp", LoadSettings.STAGES),
          Map.entry("threshold", CheckSettings.REQUIRE),
          Map.entry("thresholds", CheckSettings.REQUIRE),
          Map.entry("slo", CheckSettings.REQUIRE),
          Map.entry("assert", CheckSettings.REQUIRE),
          Map.entry("address", TargetSettings.TARGET),
          Map.entry("host", TargetSettings.TARGET),
          Map.entry("url", TargetSettings.TARGET),
          Map.entry("server", TargetSettings.TARGET),
          Map.entry("thinktime", CompletionSettings.COMPLETION_DELAY),
          Map.entry("delay", CompletionSettings.COMPLETION_DELAY),
          Map.entry("payload", GreetingSettings.PAYLOAD_BYTES),
          Map.entry("payloadsize", GreetingSettings.PAYLOAD_BYTES),
          Map.entry("bodysize", GreetingSettings.PAYLOAD_BYTES),
          Map.entry("gracefulstop", LoadSettings.DRAIN_TIMEOUT),
          Map.entry("output", OutputSettings.OUT));

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
