package dev.tokenstorm.search;

import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.WorkerSettings;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Notation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to vary, and between what: {@code worker-slots=1..64}. Only what changes how fast the same
 * work is done can be varied.
 */
final class TunedSettingNotation implements Notation<TunedSetting> {
  private static final List<Setting<?>> CHOICE =
      List.of(
          CompletionSettings.COMPLETERS,
          CompletionSettings.COMPLETER_CHANNELS,
          LoadSettings.IN_FLIGHT,
          WorkerSettings.WORKER_POLLERS,
          WorkerSettings.WORKER_SLOTS,
          WorkerSettings.ACTIVITY_SLOTS,
          WorkerSettings.WORKFLOW_CACHE);

  /** The names that may be varied, for help texts. */
  static String names() {
    return CHOICE.stream().map(Setting::name).collect(Collectors.joining(", "));
  }

  @Override
  public TunedSetting parse(String text) throws Misfit {
    int sign = text.indexOf('=');
    if (sign < 1) {
      throw new Misfit("must be a flag and a range such as worker-slots=1..64");
    }
    String name = text.substring(0, sign).strip().replaceFirst("^--", "");
    Optional<Setting<?>> setting =
        CHOICE.stream().filter(each -> each.name().equals(name)).findFirst();
    if (setting.isEmpty()) {
      throw Misfit.plain(
          "must name one of "
              + names()
              + "; did you mean "
              + Nearest.to(name, CHOICE.stream().map(Setting::name).toList())
              + "?");
    }
    return new TunedSetting(
        setting.get(),
        new IntRangeNotation(setting.get().notation()).parse(text.substring(sign + 1)));
  }

  @Override
  public String print(TunedSetting value) {
    return value.toString();
  }
}
