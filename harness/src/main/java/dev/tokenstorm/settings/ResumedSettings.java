package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of many runs that go on in the folder of an earlier call.
 *
 * @param what goes on, in a word: {@code search}
 * @param free the names of settings that may differ: how long the call may take, how it is ended,
 *     and what it prints
 */
public record ResumedSettings(String what, Set<String> free) {
  public ResumedSettings {
    free = Set.copyOf(free);
  }

  /**
   * The settings that it began with, and of new ones what may differ.
   *
   * @param begun what the user gave when it began, by name
   * @param all the settings of its command
   * @throws UsageException when another one differs
   */
  public Settings of(Settings now, Map<String, List<String>> begun, List<Setting<?>> all) {
    if (now.givenByFlag(OutputSettings.OUT)) {
      throw new UsageException(
          "--out has no place with --resume, which goes on in its folder; leave it out.");
    }
    // What variables and plan files gave was kept with the runs, as far as it was of use.
    Settings flags = now.flagsAnd(free);
    Map<String, List<String>> given = flags.texts();
    given.keySet().removeAll(free);
    given.forEach(
        (name, texts) -> {
          List<String> before = begun.getOrDefault(name, List.of());
          if (!texts.equals(before)) {
            throw new UsageException(
                ("--%s is not what the %s of --resume began with, which is %s; leave it out, or"
                        + " begin a new %s.")
                    .formatted(
                        name,
                        what,
                        before.isEmpty()
                            ? "to leave it out"
                            : Printable.shown(String.join(" ", before)),
                        what));
          }
        });
    Map<Setting<?>, GivenValue> old = new LinkedHashMap<>();
    for (Setting<?> setting : all) {
      List<String> texts = begun.getOrDefault(setting.name(), List.of());
      if (!texts.isEmpty()) {
        String label = setting.name() + " of the " + what + " to resume";
        old.put(setting, new GivenValue(GivenValue.Source.PLAN_FILE, label, texts));
      }
    }
    return flags.over(old);
  }
}
