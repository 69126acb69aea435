package dev.tokenstorm.compare;

import static java.util.Map.entry;

import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.SettingGuess;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a side's flags as the command line of {@code run} is read. */
final class SideFlags {
  private static final String BESIDE = "give it beside the sides";
  private static final String OF_ONE_RUN = "leave it out, as the runs follow each other";

  /** Flags that a whole comparison has, and what to do in place of giving them in a side. */
  private static final Map<String, String> OF_ALL_SIDES =
      Map.ofEntries(
          entry("out", BESIDE),
          entry("report", BESIDE),
          entry("history", BESIDE),
          entry("json", BESIDE),
          entry("metrics-address", BESIDE),
          entry("dry-run", BESIDE),
          entry("quiet", BESIDE),
          entry("debug", BESIDE),
          entry("plan", BESIDE + ", or its settings as flags"),
          entry("fault", OF_ONE_RUN),
          entry("linger", OF_ONE_RUN),
          entry("push", OF_ONE_RUN));

  private final String label;

  /**
   * @param label names the side's flag in messages: {@code --a}
   */
  SideFlags(String label) {
    this.label = label;
  }

  /**
   * Returns what the words give.
   *
   * @throws UsageException if they are not flags of {@code run}, or not of a single side
   */
  Map<Setting<?>, GivenValue> read(List<String> words) {
    Map<Setting<?>, GivenValue> given = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Setting<?> setting = setting(name);
      String text;
      if (setting.shape() == Setting.Shape.SWITCH) {
        if (equals >= 0) {
          throw wrong(name, "takes no value; leave out what follows the = sign");
        }
        text = "true";
      } else if (equals >= 0) {
        text = word.substring(equals + 1);
      } else if (i + 1 < words.size()) {
        i++;
        text = words.get(i);
      } else {
        throw wrong(name, "needs a value (" + setting.placeholder() + ")");
      }
      add(given, setting, text);
    }
    return given;
  }

  private void add(Map<Setting<?>, GivenValue> given, Setting<?> setting, String text) {
    List<String> texts =
        new ArrayList<>(
            Optional.ofNullable(given.get(setting)).map(GivenValue::texts).orElse(List.of()));
    if (!texts.isEmpty() && setting.shape() != Setting.Shape.LIST) {
      throw wrong(setting.flag(), "is there twice; give it once");
    }
    texts.add(text);
    given.put(
        setting,
        new GivenValue(GivenValue.Source.SIDE_FLAG, setting.flag() + " of " + label, texts));
  }

  private Setting<?> setting(String flag) {
    if (!flag.startsWith("--")) {
      throw new UsageException(
          "%s must hold flags of run, and %s is none; write it as in %s '--completer grpc'."
              .formatted(label, Printable.named(flag), label));
    }
    String name = flag.substring(2);
    String instead = OF_ALL_SIDES.getOrDefault(name, "");
    if (!instead.isEmpty()) {
      throw wrong(flag, "is no flag of a single side; " + instead);
    }
    return RunSettings.ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> wrong(Printable.named(flag), "is not a flag; did you mean " + meant(name) + "?"));
  }

  private static String meant(String name) {
    return SettingGuess.elsewhere(name)
        .map(Setting::flag)
        .orElseGet(
            () ->
                "--"
                    + Nearest.to(
                        name, RunSettings.ALL.stream().<String>map(Setting::name).toList()));
  }

  private UsageException wrong(String flag, String rest) {
    return new UsageException("%s of %s %s.".formatted(flag, label, rest));
  }
}
