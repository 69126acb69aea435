package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a plan as a plan file: every resolved setting under its flag's name. Reading it back gives
 * the same run but for the run's id and what derives from it, the results' folder and the default
 * task queue. So a file among results can be run again as it is. A metrics address that the user
 * did not give is left out too, because a given one means more: it must be free.
 */
public final class PlanYaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/=,-]*(:[0-9a-z]+)*");

  /** Longer texts are quoted: a repeated group takes a piece of the stack for each repetition. */
  private static final int LONGEST_PLAIN = 1_000;

  private static final List<String> NULLS = List.of("null", "Null", "NULL");

  private PlanYaml() {}

  /** The plan file of a plan. */
  public static String write(RunPlan plan) {
    StringBuilder text = new StringBuilder("# The plan of run " + plan.runId() + ".\n");
    Optional<Group> group = Optional.empty();
    for (Setting<?> setting : RunSettings.ALL) {
      List<String> texts = setting.texts(plan);
      if (texts.isEmpty()) {
        continue;
      }
      if (!group.equals(Optional.of(setting.group()))) {
        group = Optional.of(setting.group());
        text.append("\n# ").append(setting.group().title()).append('\n');
      }
      append(text, setting, texts);
    }
    return text.toString();
  }

  /**
   * A plan's settings by their flags' names without dashes, in the order of {@link #write}; numbers
   * and booleans as such, the rest as text, several values as a list.
   */
  public static Map<String, Object> settings(RunPlan plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Setting<?> setting : RunSettings.ALL) {
      List<String> texts = setting.texts(plan);
      if (!texts.isEmpty()) {
        boolean list = setting.shape() == Setting.Shape.LIST;
        settings.put(setting.name(), list ? texts : typed(texts.get(0)));
      }
    }
    return settings;
  }

  private static Object typed(String text) {
    if (text.matches("-?\\d{1,15}")) {
      return Long.valueOf(text);
    }
    return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
  }

  private static void append(StringBuilder text, Setting<?> setting, List<String> texts) {
    text.append(setting.name()).append(':');
    if (setting.shape() != Setting.Shape.LIST) {
      text.append(' ').append(scalar(texts.get(0))).append('\n');
      return;
    }
    text.append('\n');
    texts.forEach(element -> text.append("  - ").append(scalar(element)).append('\n'));
  }

  private static String scalar(String text) {
    return text.length() <= LONGEST_PLAIN && PLAIN.matcher(text).matches() && !NULLS.contains(text)
        ? text
        : '"' + Printable.escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }
}
