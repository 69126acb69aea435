package dev.tokenstorm.settings;

import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings from environment variables. An empty variable counts as none. */
public final class SettingVariables {
  /** What the variables' names begin with. */
  public static final String PREFIX = "TOKENSTORM_";

  private SettingVariables() {}

  /**
   * What the variables give, each list taken apart at its setting's separators.
   *
   * @throws UsageException when two give the same setting
   */
  public static Map<Setting<?>, GivenValue> read(Map<String, String> environment) {
    Map<Setting<?>, GivenValue> found = new LinkedHashMap<>();
    for (Setting<?> setting : RunSettings.ALL) {
      for (String name : setting.names()) {
        String variable = Setting.variable(name);
        String text = environment.getOrDefault(variable, "");
        if (!text.isBlank()) {
          List<String> texts =
              setting.shape() == Setting.Shape.LIST
                  ? List.of(text.strip().split(setting.separator()))
                  : List.of(text);
          put(found, setting, new GivenValue(GivenValue.Source.VARIABLE, variable, texts));
        }
      }
    }
    return found;
  }

  private static void put(Map<Setting<?>, GivenValue> found, Setting<?> setting, GivenValue given) {
    Optional<GivenValue> before = Optional.ofNullable(found.put(setting, given));
    if (before.isPresent()) {
      throw new UsageException(Setting.twice(before.get().label(), given.label()));
    }
  }

  /** One sentence for each variable that begins as ours do and is none of them. */
  public static List<String> warnings(Map<String, String> environment) {
    List<String> known =
        RunSettings.ALL.stream()
            .flatMap(setting -> setting.names().stream())
            .map(Setting::variable)
            .toList();
    List<String> warnings = new ArrayList<>();
    for (String name : new TreeMap<>(environment).keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        warnings.add(
            "the variable "
                + Printable.shown(name)
                + " is not known and is ignored; did you mean "
                + meant(name, known)
                + "?");
      }
    }
    return warnings;
  }

  private static String meant(String variable, List<String> known) {
    return SettingGuess.elsewhere(variable.substring(PREFIX.length()))
        .map(setting -> setting.variable())
        .orElseGet(() -> Nearest.to(variable, known));
  }
}
