package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.run.VerdictFiles;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.text.UsageException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of {@code --report} of a call that never begins: no older verdict stays in them. */
final class RefusedReports {
  private final String what;
  private final Console console;
  private final Clock clock;

  /**
   * @param what the verdict would have been on, in a word
   */
  RefusedReports(String what, Console console, Clock clock) {
    this.what = what;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Lets the files of {@code --report} tell of a command line that cannot be read, whatever else is
   * wrong with it.
   */
  void refused(List<String> arguments, String cause) {
    Map<Setting<?>, GivenValue> flags = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(InvocationSettings.DRY_RUN.flag())) {
        flags.put(InvocationSettings.DRY_RUN, given(InvocationSettings.DRY_RUN, "true"));
      }
      for (Setting<?> setting : List.of(OutputSettings.REPORT, InvocationSettings.PLAN)) {
        if (argument.startsWith(setting.flag() + "=")) {
          flags.put(setting, given(setting, argument.substring(setting.flag().length() + 1)));
        } else if (argument.equals(setting.flag()) && i + 1 < arguments.size()) {
          flags.put(setting, given(setting, arguments.get(i + 1)));
        }
      }
    }
    refused(flags, cause);
  }

  private static GivenValue given(Setting<?> setting, String text) {
    return new GivenValue(GivenValue.Source.FLAG, setting.flag(), List.of(text));
  }

  /**
   * The same of flags that could be read. A report that cannot be written is not what is wrong with
   * the call, so nothing is said of it.
   */
  void refused(Map<Setting<?>, GivenValue> flags, String cause) {
    try {
      VerdictFiles.begin(
              new SettingSources(console).ofReports(flags),
              what,
              RunIdentity.create(clock).runId(),
              clock.instant())
          .refused(cause)
          .ifPresent(console::message);
    } catch (UsageException further) {
      // The user is told of one thing at a time.
    }
  }
}
